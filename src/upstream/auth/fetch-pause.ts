import type { UpstreamError } from '../../domain/errors.js';
import type { Clock } from '../clock.js';

/** This many failures in a row may be chance: another request follows at once. */
const FREE_FAILURES = 2;
const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 60_000;

/** Keeps a failing source of credentials from being flooded: a minute after a rejection, growing pauses otherwise. */
export class FetchPause {
  readonly #clock: Pick<Clock, 'elapsed'>;
  #failures = 0;
  #until = -Infinity;
  #error: UpstreamError | undefined;

  constructor(clock: Pick<Clock, 'elapsed'>) {
    this.#clock = clock;
  }

  get isOn(): boolean {
    return this.#clock.elapsed() < this.#until;
  }

  /** The last failure. */
  get error(): UpstreamError | undefined {
    return this.#error;
  }

  failed(error: UpstreamError): void {
    this.#error = error;
    this.#failures++;
    this.#until = this.#clock.elapsed() + pauseMs(error, this.#failures);
  }

  succeeded(): void {
    this.#failures = 0;
    this.#until = -Infinity;
  }
}

function pauseMs({ retryable }: UpstreamError, failures: number): number {
  if (!retryable) return MAX_PAUSE_MS;
  if (failures <= FREE_FAILURES) return 0;
  return Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - FREE_FAILURES - 1));
}

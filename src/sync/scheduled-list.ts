import type { ListKey, ListState } from '../store/store.js';
import { type ChangeRate, observe, rateOf, UNOBSERVED } from './change-rate.js';
import type { Candidate } from './choose-list.js';
import type { ReadResult } from './read-list.js';

/** A job that runs ends within minutes. */
const OPEN_JOB_RATE = 1 / 300;
/** Milliseconds after which a list is read to its end again if that has failed. */
const TRY_TO_END_MS = 86_400_000;
/** After failures a list rests for twice as long each time, up to this. */
const LONGEST_REST_MS = 300_000;

/** One list as background reading sees it. */
export class ScheduledList implements Candidate {
  readonly key: ListKey;
  readAt: number;
  /** Being read now. */
  isReading = false;
  /** By the cluster list, the cluster of this list has a running operation. */
  isActive = false;
  /** When the last reading to the end began in this process, milliseconds since 1970. It may have failed. */
  triedToEndAt = -Infinity;
  /** The error of the last reading. */
  lastError: unknown;
  #observed: ChangeRate = UNOBSERVED;
  #open = 0;
  #failures = 0;
  #restsUntil = -Infinity;
  #usual: number;

  constructor({ readAt, oldestOpenTime, ...key }: ListState, usual: number) {
    this.key = { account: key.account, kind: key.kind, scope: key.scope };
    this.readAt = readAt;
    this.#open = oldestOpenTime === null ? 0 : 1;
    this.#usual = usual;
  }

  get rate(): number {
    return rateOf(this.#observed, this.#usual) + this.#open * OPEN_JOB_RATE;
  }

  get expected(): number {
    return this.isActive ? 1 : 0;
  }

  isDue(now: number): boolean {
    return !this.isReading && now >= this.#restsUntil;
  }

  /** Whether the list should be read down to its end, because that was last done `afterMs` ago or never. */
  isDueToEnd({ readAt, endReadAt }: ListState, now: number, afterMs: number): boolean {
    const isTriedAgain = now - this.triedToEndAt >= Math.min(afterMs, TRY_TO_END_MS);
    return readAt === 0 || (now - endReadAt >= afterMs && isTriedAgain);
  }

  succeeded(startedAt: number, { changed, open }: ReadResult, usual: number): void {
    // A first reading finds history, which shows nothing of the rate.
    if (this.readAt > 0) this.#observed = observe(this.#observed, changed, (startedAt - this.readAt) / 1000);
    this.readAt = startedAt;
    this.#open = open;
    this.#usual = usual;
    this.#failures = 0;
    this.isActive = false;
  }

  failed(now: number, leastMs: number, error: unknown): void {
    this.lastError = error;
    this.#failures++;
    this.#restsUntil = now + Math.min(LONGEST_REST_MS, leastMs * 2 ** this.#failures);
  }
}

import type { Dispatcher } from 'undici';
import { diagnose } from '../errors/diagnose.js';
import { NoAttemptError, TransportError } from '../errors/failures.js';
import { CHUNK_BYTES, RESPONSE_BYTES, type MemoryShare } from './memory-budget.js';
import { isCompressed, serverTimeOf } from './response-headers.js';
import type { RawReply } from './response.js';

type Controller = Dispatcher.DispatchController;
type Headers = RawReply['headers'];

export type ReadError = TransportError | NoAttemptError;

const NO_BYTES = Buffer.alloc(0);

/**
 * Reads one response within its limits and settles once: with a complete response, or with the error that ended it.
 * A response that is no success settles with an empty body where its own cannot be read: its status decides.
 *
 * A handler of undici's `dispatch`, which takes half the time of its `request`: no stream, no promise for the body.
 */
export class ResponseReader implements Dispatcher.DispatchHandler {
  readonly #memory: MemoryShare;
  readonly #resolve: (reply: RawReply) => void;
  readonly #reject: (error: ReadError) => void;
  #controller: Controller | undefined;
  #isSettled = false;
  #status = 0;
  #headers: Headers = {};
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(memory: MemoryShare, resolve: (reply: RawReply) => void, reject: (error: ReadError) => void) {
    this.#memory = memory;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Ends the attempt for a reason of ours; does nothing after the end. */
  fail(error: ReadError): void {
    if (this.#isSettled) return;
    this.#settleWithout(error);
    this.#controller?.abort(error);
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    // Cancelled while the connection was being made: undici has nothing to abort before this moment.
    if (this.#isSettled) controller.abort(new NoAttemptError('caller-gone'));
  }

  onResponseStart(_controller: Controller, status: number, headers: Headers): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    const error = rejectionOf(status, headers);
    if (error !== undefined) this.fail(error);
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    if (this.#isSettled) return;
    const bytes = chunk.length + CHUNK_BYTES;
    if (this.#bytes + bytes > RESPONSE_BYTES) this.fail(new TransportError('body-size'));
    else if (!this.#memory.take(bytes)) this.fail(new TransportError('memory'));
    else {
      this.#bytes += bytes;
      this.#chunks.push(chunk);
    }
  }

  onResponseEnd(): void {
    if (!this.#isSettled) this.#settleWith(join(this.#chunks));
  }

  onResponseError(_controller: Controller, error: Error): void {
    if (!this.#isSettled) this.#settleWithout(diagnose(error, this.#status > 0));
  }

  /** The body cannot be read to its end. */
  #settleWithout(error: ReadError): void {
    const isEnough = this.#status >= 400 && error instanceof TransportError;
    if (isEnough) {
      this.#settleWith(NO_BYTES);
      return;
    }
    this.#release();
    this.#reject(error);
  }

  #settleWith(bytes: Buffer): void {
    const headers = this.#headers;
    this.#release();
    this.#resolve({ status: this.#status, headers, bytes, serverTime: serverTimeOf(headers) });
  }

  #release(): void {
    this.#isSettled = true;
    this.#memory.give(this.#bytes);
    this.#chunks = [];
  }
}

/** The reason why a response is not read; `undefined` if it is read. */
function rejectionOf(status: number, headers: Headers): TransportError | undefined {
  if (status >= 300 && status < 400) return new TransportError('redirect', String(status));
  if (isCompressed(headers)) return new TransportError('encoding');
  return Number(headers['content-length'] ?? 0) > RESPONSE_BYTES ? new TransportError('body-size') : undefined;
}

function join(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
}

import type { Dispatcher } from 'undici';
import { diagnose } from '../errors/diagnose.js';
import {
  AbandonedFault,
  BodySizeFault,
  EncodingFault,
  MemoryFault,
  RedirectFault,
  type Fault,
} from '../errors/transport-errors.js';
import { serverTimeOf } from './response-headers.js';
import type { RawReply } from './response.js';
import { CHUNK_BYTES, RESPONSE_BYTES, type MemoryShare } from './memory-budget.js';

type Controller = Dispatcher.DispatchController;
type Headers = RawReply['headers'];

/**
 * Reads one response within its limits and settles once: with a whole reply, or with the fault that stopped it.
 * A handler of undici's `dispatch`, which takes half the time of its `request`: no stream, no promise per body.
 */
export class ResponseReader implements Dispatcher.DispatchHandler {
  readonly #memory: MemoryShare;
  readonly #resolve: (reply: RawReply) => void;
  readonly #reject: (fault: Fault) => void;
  #controller: Controller | undefined;
  #settled = false;
  #status = 0;
  #headers: Headers = {};
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(memory: MemoryShare, resolve: (reply: RawReply) => void, reject: (fault: Fault) => void) {
    this.#memory = memory;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Ends the attempt for a reason of ours; harmless after the end. */
  fail(fault: Fault): void {
    if (this.#settled) return;
    this.#release();
    this.#reject(fault);
    this.#controller?.abort(fault);
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    // Given up while the connection was still coming about: undici has nothing to abort before this moment.
    if (this.#settled) controller.abort(new AbandonedFault());
  }

  onResponseStart(_controller: Controller, status: number, headers: Headers): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    const fault = refusal(status, headers);
    if (fault !== undefined) this.fail(fault);
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    if (this.#settled) return;
    const bytes = chunk.length + CHUNK_BYTES;
    if (this.#bytes + bytes > RESPONSE_BYTES) this.fail(new BodySizeFault());
    else if (!this.#memory.take(bytes)) this.fail(new MemoryFault());
    else {
      this.#bytes += bytes;
      this.#chunks.push(chunk);
    }
  }

  onResponseEnd(): void {
    if (this.#settled) return;
    const headers = this.#headers;
    const bytes = join(this.#chunks);
    this.#release();
    this.#resolve({ status: this.#status, headers, bytes, serverTime: serverTimeOf(headers) });
  }

  onResponseError(_controller: Controller, error: Error): void {
    if (this.#settled) return;
    this.#release();
    this.#reject(diagnose(error, this.#status > 0));
  }

  #release(): void {
    this.#settled = true;
    this.#memory.give(this.#bytes);
    this.#chunks = [];
  }
}

function refusal(status: number, headers: Headers): Fault | undefined {
  if (status >= 300 && status < 400) return new RedirectFault(String(status));
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return new EncodingFault();
  return Number(headers['content-length'] ?? 0) > RESPONSE_BYTES ? new BodySizeFault() : undefined;
}

function join(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
}

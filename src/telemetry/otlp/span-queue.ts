import type { RecordedSpan } from './recorded-span.js';

/** Spans of one request to the collector. */
const BATCH = 512;
/** A thousand lists of one query are a thousand spans at once. */
const MOST_WAITING = 8192;
const DELAY_MS = 1000;

/** Sends ended spans in batches, one at a time. What ends while too many wait is lost. */
export class SpanQueue {
  readonly #send: (spans: readonly RecordedSpan[]) => Promise<void>;
  #waiting: RecordedSpan[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;

  /** `send` does not reject. */
  constructor(send: (spans: readonly RecordedSpan[]) => Promise<void>) {
    this.#send = send;
  }

  add(span: RecordedSpan): void {
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push(span);
    if (this.#sending) return;
    if (this.#waiting.length >= BATCH) this.#sendBatch();
    else
      this.#timer ??= setTimeout(() => {
        this.#sendBatch();
      }, DELAY_MS).unref();
  }

  /** Sends what is left. */
  async close(): Promise<void> {
    while (this.#sending || this.#waiting.length > 0) {
      if (!this.#sending) this.#sendBatch();
      await this.#sending;
    }
  }

  #sendBatch(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const spans = this.#waiting.slice(0, BATCH);
    this.#waiting = this.#waiting.slice(BATCH);
    this.#sending = this.#send(spans).finally(() => {
      this.#sending = undefined;
      if (this.#waiting.length >= BATCH) this.#sendBatch();
      else if (this.#waiting.length > 0)
        this.#timer = setTimeout(() => {
          this.#sendBatch();
        }, DELAY_MS).unref();
    });
  }
}

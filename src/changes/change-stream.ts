import type { ChangePage, JobChange } from '../store/store.js';

/** The source of a stream. */
interface Feed {
  after(position: number, stream: ChangeStream): Promise<ChangePage>;
  leave(stream: ChangeStream): void;
}

const END = { done: true, value: undefined } as const;

/** The changes of one subscriber. Unlike an async generator it can be ended while its next change is awaited. */
export class ChangeStream implements AsyncGenerator<JobChange, undefined> {
  readonly #feed: Feed;
  readonly #matches: (change: JobChange) => boolean;
  #position: number;
  #page: readonly JobChange[] = [];
  #index = 0;
  #isEnded = false;

  constructor(feed: Feed, after: number, matches: (change: JobChange) => boolean) {
    this.#feed = feed;
    this.#position = after;
    this.#matches = matches;
  }

  async next(): Promise<IteratorResult<JobChange, undefined>> {
    while (!this.#isEnded) {
      const change = this.#page[this.#index++];
      if (change) {
        if (this.#matches(change)) return { done: false, value: change };
        continue;
      }
      const { changes, end } = await this.#feed.after(this.#position, this);
      this.#page = changes;
      this.#index = 0;
      this.#position = end;
    }
    return END;
  }

  return(): Promise<IteratorResult<JobChange, undefined>> {
    this.#isEnded = true;
    this.#page = [];
    this.#feed.leave(this);
    return Promise.resolve(END);
  }

  throw(error: unknown): Promise<IteratorResult<JobChange, undefined>> {
    void this.return();
    return Promise.reject(error instanceof Error ? error : new Error('The stream of changes was ended.'));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

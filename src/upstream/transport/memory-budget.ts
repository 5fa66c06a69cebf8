/** The most bytes that one response may have. */
export const RESPONSE_BYTES = 8 * 1024 * 1024;

/** The overhead of a chunk. Without it, eight million chunks of one byte would be a gigabyte of objects. */
export const CHUNK_BYTES = 128;

/** The bytes that all responses in flight may hold together. One per process. */
export class ResponseMemory {
  free: number;

  constructor(bytes: number) {
    this.free = bytes;
  }

  /** One account's part. */
  share(): MemoryShare {
    return new MemoryShare(this);
  }
}

/**
 * The bytes that the responses of one account hold: never more than what is left for the others, so that a provider
 * whose responses do not end cannot take the memory of another's.
 */
export class MemoryShare {
  readonly #memory: ResponseMemory;
  #held = 0;

  constructor(memory: ResponseMemory) {
    this.#memory = memory;
  }

  take(bytes: number): boolean {
    if (this.#held + bytes > this.#memory.free - bytes) return false;
    this.#memory.free -= bytes;
    this.#held += bytes;
    return true;
  }

  give(bytes: number): void {
    this.#memory.free += bytes;
    this.#held -= bytes;
  }
}

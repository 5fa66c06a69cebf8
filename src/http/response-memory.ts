/** The bytes of one response may not pass this. */
export const RESPONSE_BYTES = 8 * 1024 * 1024;

/** What a chunk costs beside its bytes: without it, eight million chunks of one byte would be a gigabyte of objects. */
export const CHUNK_BYTES = 128;

/** The bytes that all responses in flight may hold together. One per process. */
export class ResponseMemory {
  #free: number;

  constructor(bytes: number) {
    this.#free = bytes;
  }

  take(bytes: number): boolean {
    if (bytes > this.#free) return false;
    this.#free -= bytes;
    return true;
  }

  give(bytes: number): void {
    this.#free += bytes;
  }
}

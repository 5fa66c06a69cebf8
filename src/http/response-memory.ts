/** The bytes of one response may not pass this. */
export const RESPONSE_BYTES = 8 * 1024 * 1024;

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

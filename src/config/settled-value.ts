/** How often files are read while their value is in use. */
const CHECK_MS = 2000;

export interface SettledValueOptions<Value> {
  /** Reads the files. */
  readonly read: () => Value;
  readonly isSame: (a: Value, b: Value) => boolean;
  /** Milliseconds of a monotonic clock. */
  readonly elapsed: () => number;
}

/**
 * A value in several files, which are read again while it is in use. Files are not all written at the same moment, so a
 * changed value is taken over when two readings in a row agree.
 */
export class SettledValue<Value> {
  readonly #options: SettledValueOptions<Value>;
  #value: Value;
  #candidate: Value | undefined;
  #checkedAt: number;

  constructor(options: SettledValueOptions<Value>) {
    this.#options = options;
    this.#checkedAt = options.elapsed();
    this.#value = options.read();
  }

  /** The value to use now: the same object until it changes. */
  current(): Value {
    if (this.#options.elapsed() - this.#checkedAt < CHECK_MS) return this.#value;
    const { isSame } = this.#options;
    const read = this.#read();
    const isChanged = !isSame(read, this.#value);
    if (isChanged && this.#candidate !== undefined && isSame(read, this.#candidate)) return this.#replace(read);
    this.#candidate = isChanged ? read : undefined;
    return this.#value;
  }

  /** The value in the files at this moment, which is used from now on. */
  readNow(): Value {
    const read = this.#read();
    return this.#options.isSame(read, this.#value) ? this.#value : this.#replace(read);
  }

  #read(): Value {
    this.#checkedAt = this.#options.elapsed();
    return this.#options.read();
  }

  #replace(value: Value): Value {
    this.#candidate = undefined;
    this.#value = value;
    return value;
  }
}

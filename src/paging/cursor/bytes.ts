/** Writes the kinds of values that a cursor contains, as bytes. */
export class ByteWriter {
  readonly #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  /** A whole number of at least 0, seven bits to a byte; small ones take one byte. */
  number(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`${value} cannot be encoded in a cursor.`);
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#bytes.push((rest % 0x80) | 0x80);
    this.#bytes.push(rest);
    return this;
  }

  /** A string whose characters each represent one byte. */
  binary(text: string): this {
    for (let index = 0; index < text.length; index++) this.#bytes.push(text.charCodeAt(index) & 0xff);
    return this;
  }

  toBuffer(): Buffer {
    return Buffer.from(this.#bytes);
  }
}

/** Reads what a ByteWriter wrote. Throws a RangeError if the bytes end early or cannot come from a ByteWriter. */
export class ByteReader {
  #at = 0;

  constructor(readonly bytes: Uint8Array) {}

  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.#next();
      value += (byte & 0x7f) * scale;
      if (!Number.isSafeInteger(value)) throw new RangeError('A number in these bytes is too large.');
      if (byte < 0x80) return value;
    }
  }

  binary(length: number): string {
    return String.fromCharCode(...Array.from({ length }, () => this.#next()));
  }

  #next(): number {
    const byte = this.bytes[this.#at++];
    if (byte === undefined) throw new RangeError('These bytes end too early.');
    return byte;
  }
}

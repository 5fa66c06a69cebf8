/** Writes the few kinds of value that a cursor holds, as bytes. */
export class ByteWriter {
  readonly #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  /** A whole number from 0 up, seven bits to a byte; small ones take one. */
  number(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`${value} cannot stand in a cursor.`);
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#bytes.push((rest % 0x80) | 0x80);
    this.#bytes.push(rest);
    return this;
  }

  /** Characters that each stand for one byte. */
  binary(text: string): this {
    for (let index = 0; index < text.length; index++) this.#bytes.push(text.charCodeAt(index) & 0xff);
    return this;
  }

  toBuffer(): Buffer {
    return Buffer.from(this.#bytes);
  }
}

/** Reads what a ByteWriter wrote; throws a RangeError where the bytes end too soon, or none can have written them. */
export class ByteReader {
  #at = 0;

  constructor(readonly bytes: Uint8Array) {}

  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.#next();
      value += (byte & 0x7f) * scale;
      if (!Number.isSafeInteger(value)) throw new RangeError('These bytes hold a number that is too large.');
      if (byte < 0x80) return value;
    }
  }

  binary(length: number): string {
    return String.fromCharCode(...Array.from({ length }, () => this.#next()));
  }

  #next(): number {
    const byte = this.bytes[this.#at++];
    if (byte === undefined) throw new RangeError('These bytes end too soon.');
    return byte;
  }
}

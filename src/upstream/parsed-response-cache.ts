import { LRUCache } from 'lru-cache';
import type { UpstreamResult } from './upstream.js';

/** An answer that was told before. All who are told it again share what was made of it: nothing of that may be changed. */
export interface ParsedResponse {
  /** What was last made of it, by a name for what it is. */
  made: { readonly name: string; readonly value: unknown } | undefined;
}

/** Reads an answer's body. */
type Read = (bytes: Buffer) => unknown;

const EDGE_BYTES = 64;
/** What is made of an answer takes about as much memory again as its bytes. */
const COPIES = 2;
/** What an answer takes beside, however short it is. */
const ENTRY_BYTES = 512;
/** Of so many answers it is remembered that they were told. */
const MOST_TOLD = 20_000;

/**
 * Answers of providers that were told twice, byte for byte, with what was made of them. Providers are always asked; but
 * a list that has not changed since is not parsed, checked and converted again, which is most of the work.
 *
 * Who polls comes round and round, so the answer told the longest ago may be the very next. It is dropped for another
 * only if it was not told again between two times that the other was. One per process.
 */
export class ParsedResponseCache {
  readonly #known: LRUCache<number, Known>;
  /** When an answer was told last, on a clock that counts answers. */
  readonly #told = new LRUCache<number, number>({ max: MOST_TOLD });
  readonly #bytes: number;
  #now = 0;
  #accounts = 0;

  /** `bytes`: how much memory they may take, about. */
  constructor(bytes: number) {
    this.#bytes = bytes;
    this.#known = new LRUCache({ maxSize: bytes, sizeCalculation: ({ bytes: kept }) => sizeOf(kept) });
  }

  /** Those of one account, which never sees another's. `read`: how it reads what it was told. */
  of(read: Read): AccountResponseCache {
    const account = ++this.#accounts;
    return {
      find: (bytes, serverTime) => {
        const known = this.#find(nameOf(account, bytes), bytes, read);
        return known && new ToldAgain(known, serverTime);
      },
      keep: (bytes) => this.#keep(nameOf(account, bytes), bytes, read),
    };
  }

  #find(name: number, bytes: Buffer, read: Read): Known | undefined {
    const known = this.#known.get(name);
    // Names are as good as unique; which account's it is must be certain.
    if (known?.read !== read || !known.bytes.equals(bytes)) return undefined;
    known.toldAt = ++this.#now;
    return known;
  }

  #keep(name: number, bytes: Buffer, read: Read): Known | undefined {
    const toldAt = this.#known.delete(name) ? undefined : this.#told.get(name);
    this.#told.set(name, ++this.#now);
    if (toldAt === undefined || !this.#makeRoom(sizeOf(bytes), toldAt)) return undefined;
    const known = new Known(bytes, read, this.#now);
    this.#known.set(name, known);
    return known;
  }

  /** `false`: all that would have to go was told since. */
  #makeRoom(size: number, since: number): boolean {
    if (size > this.#bytes / 8) return false;
    while (this.#known.calculatedSize + size > this.#bytes) {
      const [oldest] = this.#known.rvalues();
      if (!oldest || oldest.toldAt > since) return false;
      this.#known.pop();
    }
    return true;
  }
}

export interface AccountResponseCache {
  /** An answer of these very bytes. */
  readonly find: (bytes: Buffer, serverTime: number | undefined) => UpstreamResult | undefined;
  /** Keeps an answer that was read now, unless it was told for the first time. */
  readonly keep: (bytes: Buffer) => ParsedResponse | undefined;
}

class Known implements ParsedResponse {
  made: ParsedResponse['made'];
  readonly bytes: Buffer;

  constructor(
    bytes: Buffer,
    readonly read: Read,
    public toldAt: number,
  ) {
    // What was received may be a part of a larger buffer.
    this.bytes = Buffer.from(new Uint8Array(bytes).buffer);
  }
}

/** An answer that nobody reads anew who finds what he wants made of it. */
class ToldAgain implements UpstreamResult {
  constructor(
    readonly known: Known,
    readonly serverTime: number | undefined,
  ) {}

  get body(): unknown {
    return this.known.read(this.known.bytes);
  }
}

function sizeOf({ length }: Buffer): number {
  return ENTRY_BYTES + length * COPIES;
}

/**
 * A number that tells most answers apart without a look at all of their bytes: by account, by length, and by what stands
 * at both ends, where lists have their newest row and their oldest.
 */
function nameOf(account: number, bytes: Buffer): number {
  const { length } = bytes;
  const edge = Math.min(length & ~3, EDGE_BYTES);
  let name = mix(account, length);
  for (let at = 0; at < edge; at += 4) {
    name = mix(name, bytes.readInt32LE(at));
    name = mix(name, bytes.readInt32LE(length - 4 - at));
  }
  return name;
}

/** As MurmurHash does. */
function mix(name: number, word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  const both = name ^ Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
  return (Math.imul((both << 13) | (both >>> 19), 5) + 0xe6546b64) | 0;
}

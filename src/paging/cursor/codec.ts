import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { ListFault } from '../errors.js';
import type { CursorState } from './state.js';
import { type Economy, readCursorState, writeCursorState } from './state-encoding.js';

/** Characters of a cursor up to which hints are kept; a walk over more than 300 sources may take as much more. */
const COMFORTABLE = 2048;
const COMFORTABLE_SOURCES = 300;
/** No cursor is longer than this. */
const LONGEST = 8192;
const SIGNATURE_BYTES = 12;
const CHECKSUM_BYTES = 8;

/** From the most helpful cursor to the shortest. The places of sources that lag are in all of them. */
const ECONOMIES: readonly Economy[] = [
  { hints: Infinity, sourceHints: true },
  { hints: 128, sourceHints: true },
  { hints: 32, sourceHints: true },
  { hints: 0, sourceHints: true },
  { hints: 0, sourceHints: false },
];

/**
 * Turns positions into cursors and back. A cursor is bound to its list and filter (`binding`) without naming them; it
 * is signed with the first key, or carries a checksum where there is none.
 */
export class CursorCodec {
  readonly #keys: readonly string[];

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  encode(position: CursorState, binding: string): string {
    const comfortable = COMFORTABLE * Math.max(1, position.sourceHints.size / COMFORTABLE_SOURCES);
    for (const economy of ECONOMIES) {
      const cursor = this.#seal(writeCursorState(position, economy), binding);
      if (cursor.length <= Math.min(comfortable, LONGEST)) return cursor;
      if (economy === ECONOMIES.at(-1) && cursor.length <= LONGEST) return cursor;
    }
    throw new ListFault('UPSTREAM_LIMIT', 'Too many sources were unavailable at too many places to go on from here.');
  }

  /** `undefined`: this list did not issue this cursor. */
  decode(cursor: string, binding: string): CursorState | undefined {
    if (cursor.length > LONGEST) return undefined;
    const bytes = Buffer.from(cursor, 'base64url');
    // Decoding forgives strange characters; a cursor that was altered is refused, not repaired.
    if (bytes.toString('base64url') !== cursor) return undefined;
    const size = this.#keys.length > 0 ? SIGNATURE_BYTES : CHECKSUM_BYTES;
    const payload = bytes.subarray(size);
    const seal = bytes.subarray(0, size);
    const seals =
      this.#keys.length > 0 ? this.#keys.map((key) => sign(key, binding, payload)) : [check(binding, payload)];
    if (!seals.some((expected) => expected.length === seal.length && timingSafeEqual(expected, seal))) return undefined;
    try {
      return readCursorState(payload);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  #seal(payload: Buffer, binding: string): string {
    const [key] = this.#keys;
    const seal = key === undefined ? check(binding, payload) : sign(key, binding, payload);
    return Buffer.concat([seal, payload]).toString('base64url');
  }
}

function sign(key: string, binding: string, payload: Uint8Array): Buffer {
  const mac = createHmac('sha256', key).update(binding).update('\0').update(payload).digest();
  return mac.subarray(0, SIGNATURE_BYTES);
}

function check(binding: string, payload: Uint8Array): Buffer {
  const digest = hash('sha256', Buffer.concat([Buffer.from(`${binding}\0`), payload]), 'buffer');
  return digest.subarray(0, CHECKSUM_BYTES);
}

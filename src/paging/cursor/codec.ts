import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { ListFault } from '../errors.js';
import type { CursorState } from './state.js';
import { type HintDetail, readCursorState, writeCursorState } from './state-encoding.js';

/**
 * Preferred length of a cursor in characters; hints are dropped beyond it. A walk over more than 300 sources gets
 * proportionally more.
 */
const PREFERRED_LENGTH = 2048;
const PREFERRED_SOURCES = 300;
/** Maximum length of a cursor in characters. */
const MAX_LENGTH = 8192;
const SIGNATURE_BYTES = 12;
const CHECKSUM_BYTES = 8;

/** From the most detailed cursor to the shortest. Every level keeps the sort keys of sources that lag. */
const DETAIL_LEVELS: readonly HintDetail[] = [
  { hints: Infinity, sourceHints: true },
  { hints: 128, sourceHints: true },
  { hints: 32, sourceHints: true },
  { hints: 0, sourceHints: true },
  { hints: 0, sourceHints: false },
];

/**
 * Encodes cursor states and decodes cursors. A cursor is bound to its list and filter (`binding`) without containing
 * them. It is signed with the first key, or carries a checksum if there are no keys.
 */
export class CursorCodec {
  readonly #keys: readonly string[];

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  encode(state: CursorState, binding: string): string {
    const preferredLength = PREFERRED_LENGTH * Math.max(1, state.sourceHints.size / PREFERRED_SOURCES);
    for (const detail of DETAIL_LEVELS) {
      const cursor = this.#seal(writeCursorState(state, detail), binding);
      if (cursor.length <= Math.min(preferredLength, MAX_LENGTH)) return cursor;
      if (detail === DETAIL_LEVELS.at(-1) && cursor.length <= MAX_LENGTH) return cursor;
    }
    throw new ListFault(
      'UPSTREAM_LIMIT',
      'Too many sources were unavailable at different positions: no cursor can continue from here.',
    );
  }

  /** `undefined`: this list did not issue this cursor. */
  decode(cursor: string, binding: string): CursorState | undefined {
    if (cursor.length > MAX_LENGTH) return undefined;
    const bytes = Buffer.from(cursor, 'base64url');
    // Node's decoder ignores invalid characters. A cursor that was altered is rejected, not repaired.
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

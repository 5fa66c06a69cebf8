import { ListFault } from '../errors.js';
import { CursorSeal } from './seal.js';
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

/** From the most detailed cursor to the shortest. Every level keeps the sort keys of sources that lag. */
const DETAIL_LEVELS: readonly HintDetail[] = [
  { hints: Infinity, sourceHints: true },
  { hints: 128, sourceHints: true },
  { hints: 32, sourceHints: true },
  { hints: 0, sourceHints: true },
  { hints: 0, sourceHints: false },
];

/**
 * Encodes cursor states and decodes cursors. A cursor is bound to its list and filter (`binding`).
 */
export class CursorCodec {
  readonly #seal: CursorSeal;

  constructor(keys: readonly string[]) {
    this.#seal = new CursorSeal(keys);
  }

  encode(state: CursorState, binding: string): string {
    const preferredLength = PREFERRED_LENGTH * Math.max(1, state.sourceHints.size / PREFERRED_SOURCES);
    for (const detail of DETAIL_LEVELS) {
      const cursor = this.#seal.close(writeCursorState(state, detail), binding);
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
    const payload = this.#seal.open(cursor, binding);
    if (!payload) return undefined;
    try {
      return readCursorState(payload);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }
}

import { ByteReader, ByteWriter } from './bytes.js';
import { fromCode, toCode } from './bound-encoding.js';
import { type Direction, HIGHEST_TIEBREAKER, LOWEST_TIEBREAKER, type SortKey, TIEBREAKER_BYTES } from '../sort-key.js';
import type { SourceHint, CursorState } from './state.js';
import type { Hint } from '../list/seek.js';

const VERSION = 1;
const SECOND_MS = 1000;
/** Years have four digits, whatever the time zone that they are written in. */
const EARLIEST = Date.parse('0000-01-01T00:00:00+23:59');
const LATEST = Date.parse('9999-12-31T23:59:59.999-23:59');

/** What of a position to leave out where room is short: `hints` of that many clues stay, and the clues if `clues`. */
export interface Economy {
  readonly hints: number;
  readonly sourceHints: boolean;
}

export function writeCursorState(position: CursorState, economy: Economy): Buffer {
  const { pin, asOf, hints, direction, sortKey, lags, outOfOrder, sourceHints } = position;
  const writer = new ByteWriter().number(VERSION);
  writer.number(
    Number(direction === 'backward') | (Number(pin !== undefined) << 1) | (Number(asOf !== undefined) << 2),
  );
  writeSortKey(writer, sortKey);
  if (pin !== undefined) writer.number(pin / SECOND_MS);
  if (asOf !== undefined) writer.number(asOf);
  writeHint(writer, hints?.forward);
  writeHint(writer, hints?.backward);
  writeLags(writer, lags);
  writeIds(writer, [...outOfOrder]);
  writeSourceHints(writer, position, economy.sourceHints ? sourceHints : new Map(), economy.hints);
  return writer.toBuffer();
}

export function readCursorState(bytes: Uint8Array): CursorState {
  const reader = new ByteReader(bytes);
  if (reader.number() !== VERSION) throw new RangeError('These bytes are of another version.');
  const flags = reader.number();
  const direction = flags & 1 ? 'backward' : 'forward';
  const sortKey = readSortKey(reader);
  const pin = flags & 2 ? toTime(reader.number() * SECOND_MS) : undefined;
  const asOf = flags & 4 ? toTime(reader.number()) : undefined;
  const hints = { forward: readHint(reader), backward: readHint(reader) };
  const lags = readLags(reader);
  const outOfOrder = new Set(readIds(reader));
  return {
    sortKey,
    pin,
    asOf,
    direction,
    hints,
    lags,
    outOfOrder,
    sourceHints: readSourceHints(reader, sortKey, direction),
  };
}

/** Which of its few special values a place has; anything else is a time and the bytes of a tie. */
const PLACE = { START: 0, END: 1, LOWEST: 2, HIGHEST: 3, PENDING: 4, ROW: 5 } as const;

function placeKind({ time, tiebreaker }: SortKey): number {
  if (time === Infinity) return tiebreaker === LOWEST_TIEBREAKER ? PLACE.START : PLACE.PENDING;
  if (time === -Infinity) return PLACE.END;
  if (tiebreaker === LOWEST_TIEBREAKER) return PLACE.LOWEST;
  return tiebreaker === HIGHEST_TIEBREAKER ? PLACE.HIGHEST : PLACE.ROW;
}

function writeSortKey(writer: ByteWriter, sortKey: SortKey): void {
  const kind = placeKind(sortKey);
  writer.number(kind);
  if (kind === PLACE.LOWEST || kind === PLACE.HIGHEST || kind === PLACE.ROW) writeTime(writer, sortKey.time);
  if (kind === PLACE.PENDING) writer.number(Number(sortKey.tiebreaker === HIGHEST_TIEBREAKER));
  if (kind === PLACE.ROW || (kind === PLACE.PENDING && sortKey.tiebreaker !== HIGHEST_TIEBREAKER))
    writer.binary(sortKey.tiebreaker);
}

function readSortKey(reader: ByteReader): SortKey {
  const kind = reader.number();
  switch (kind) {
    case PLACE.START:
      return { time: Infinity, tiebreaker: LOWEST_TIEBREAKER };
    case PLACE.END:
      return { time: -Infinity, tiebreaker: HIGHEST_TIEBREAKER };
    case PLACE.PENDING:
      return {
        time: Infinity,
        tiebreaker: reader.number() === 1 ? HIGHEST_TIEBREAKER : reader.binary(TIEBREAKER_BYTES),
      };
    case PLACE.LOWEST:
      return { time: readTime(reader), tiebreaker: LOWEST_TIEBREAKER };
    case PLACE.HIGHEST:
      return { time: readTime(reader), tiebreaker: HIGHEST_TIEBREAKER };
    case PLACE.ROW:
      return { time: readTime(reader), tiebreaker: reader.binary(TIEBREAKER_BYTES) };
    default:
      throw new RangeError('These bytes hold no place.');
  }
}

/** Times before 1970 are as good as any: the sign goes into the lowest bit. */
function writeTime(writer: ByteWriter, time: number): void {
  writer.number(time < 0 ? -time * 2 + 1 : time * 2);
}

function readTime(reader: ByteReader): number {
  const value = reader.number();
  return toTime(value % 2 === 1 ? -(value - 1) / 2 : value / 2);
}

function toTime(time: number): number {
  if (time < EARLIEST || time > LATEST) throw new RangeError('These bytes hold a time of no year.');
  return time;
}

function writeHint(writer: ByteWriter, hint: Hint | undefined): void {
  writer.number(hint ? hint.index * 2 + Number(hint.rest) + 1 : 0);
}

function readHint(reader: ByteReader): Hint | undefined {
  const value = reader.number();
  return value === 0 ? undefined : { index: Math.floor((value - 1) / 2), rest: (value - 1) % 2 === 1 };
}

/** Sources that stand at one place are written together, their ids in rising order. */
function writeLags(writer: ByteWriter, lags: CursorState['lags']): void {
  const groups = Map.groupBy(lags, ([, sortKey]) => `${sortKey.time} ${sortKey.tiebreaker}`);
  writer.number(groups.size);
  for (const group of groups.values()) {
    const [first] = group;
    if (first) writeSortKey(writer, first[1]);
    writeIds(
      writer,
      group.map(([id]) => id),
    );
  }
}

function readLags(reader: ByteReader): Map<number, SortKey> {
  const lags = new Map<number, SortKey>();
  for (let groups = reader.number(); groups > 0; groups--) {
    const sortKey = readSortKey(reader);
    for (const id of readIds(reader)) lags.set(id, sortKey);
  }
  return lags;
}

function writeIds(writer: ByteWriter, ids: readonly number[]): void {
  writer.number(ids.length);
  let previous = 0;
  for (const id of ids.toSorted((a, b) => a - b)) {
    writer.number(id - previous);
    previous = id;
  }
}

function* readIds(reader: ByteReader): Generator<number> {
  let id = 0;
  for (let count = reader.number(); count > 0; count--) yield (id += reader.number());
}

function writeSourceHints(
  writer: ByteWriter,
  { sortKey, direction }: CursorState,
  sourceHints: CursorState['sourceHints'],
  hints: number,
): void {
  const nearest = [...sourceHints].sort(([, a], [, b]) => distance(sortKey, a.bound) - distance(sortKey, b.bound));
  const hinted = new Set(nearest.slice(0, hints).map(([id]) => id));
  writer.number(sourceHints.size);
  let previous = 0;
  for (const [id, sourceHint] of [...sourceHints].sort(([a], [b]) => a - b)) {
    writer.number(id - previous).binary(String.fromCharCode(toCode(sortKey, direction, sourceHint.bound)));
    if (sourceHint.bound !== null) writeHint(writer, hinted.has(id) ? sourceHint.hint : undefined);
    previous = id;
  }
}

function readSourceHints(reader: ByteReader, sortKey: SortKey, direction: Direction): Map<number, SourceHint> {
  const sourceHints = new Map<number, SourceHint>();
  let id = 0;
  for (let count = reader.number(); count > 0; count--) {
    id += reader.number();
    const bound = fromCode(sortKey, direction, reader.binary(1).charCodeAt(0));
    sourceHints.set(id, bound === null ? { bound } : { bound, hint: readHint(reader) });
  }
  return sourceHints;
}

function distance(sortKey: SortKey, bound: number | null | undefined): number {
  return bound === null ? Infinity : Math.abs(sortKey.time - (bound ?? sortKey.time));
}

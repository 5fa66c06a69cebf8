import { ByteReader, ByteWriter } from './bytes.js';
import { fromCode, toCode } from './bound-encoding.js';
import { type Direction, HIGHEST_TIEBREAKER, LOWEST_TIEBREAKER, type SortKey, TIEBREAKER_BYTES } from '../sort-key.js';
import type { SourceHint, CursorState } from './state.js';
import type { Hint } from '../list/seek.js';

const VERSION = 1;
const SECOND_MS = 1000;
/** The range of times with four-digit years, in any time zone. */
const EARLIEST = Date.parse('0000-01-01T00:00:00+23:59');
const LATEST = Date.parse('9999-12-31T23:59:59.999-23:59');

/**
 * How many hints a cursor keeps when it would be too long: at most `hints`, and source hints only if `sourceHints` is
 * true.
 */
export interface HintDetail {
  readonly hints: number;
  readonly sourceHints: boolean;
}

export function writeCursorState(state: CursorState, detail: HintDetail): Buffer {
  const { pin, asOf, hints, direction, sortKey, lags, outOfOrder, sourceHints } = state;
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
  writeSourceHints(writer, state, detail.sourceHints ? sourceHints : new Map(), detail.hints);
  return writer.toBuffer();
}

export function readCursorState(bytes: Uint8Array): CursorState {
  const reader = new ByteReader(bytes);
  if (reader.number() !== VERSION) throw new RangeError('These bytes have another version.');
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

/** The kinds of sort keys: special values, or a time with the bytes of a tiebreaker. */
const KIND = { START: 0, END: 1, LOWEST: 2, HIGHEST: 3, PENDING: 4, ROW: 5 } as const;

function kindOf({ time, tiebreaker }: SortKey): number {
  if (time === Infinity) return tiebreaker === LOWEST_TIEBREAKER ? KIND.START : KIND.PENDING;
  if (time === -Infinity) return KIND.END;
  if (tiebreaker === LOWEST_TIEBREAKER) return KIND.LOWEST;
  return tiebreaker === HIGHEST_TIEBREAKER ? KIND.HIGHEST : KIND.ROW;
}

function writeSortKey(writer: ByteWriter, sortKey: SortKey): void {
  const kind = kindOf(sortKey);
  writer.number(kind);
  if (kind === KIND.LOWEST || kind === KIND.HIGHEST || kind === KIND.ROW) writeTime(writer, sortKey.time);
  if (kind === KIND.PENDING) writer.number(Number(sortKey.tiebreaker === HIGHEST_TIEBREAKER));
  if (kind === KIND.ROW || (kind === KIND.PENDING && sortKey.tiebreaker !== HIGHEST_TIEBREAKER))
    writer.binary(sortKey.tiebreaker);
}

function readSortKey(reader: ByteReader): SortKey {
  const kind = reader.number();
  switch (kind) {
    case KIND.START:
      return { time: Infinity, tiebreaker: LOWEST_TIEBREAKER };
    case KIND.END:
      return { time: -Infinity, tiebreaker: HIGHEST_TIEBREAKER };
    case KIND.PENDING:
      return {
        time: Infinity,
        tiebreaker: reader.number() === 1 ? HIGHEST_TIEBREAKER : reader.binary(TIEBREAKER_BYTES),
      };
    case KIND.LOWEST:
      return { time: readTime(reader), tiebreaker: LOWEST_TIEBREAKER };
    case KIND.HIGHEST:
      return { time: readTime(reader), tiebreaker: HIGHEST_TIEBREAKER };
    case KIND.ROW:
      return { time: readTime(reader), tiebreaker: reader.binary(TIEBREAKER_BYTES) };
    default:
      throw new RangeError('These bytes contain no sort key.');
  }
}

/** Times before 1970 are negative: the sign is the lowest bit. */
function writeTime(writer: ByteWriter, time: number): void {
  writer.number(time < 0 ? -time * 2 + 1 : time * 2);
}

function readTime(reader: ByteReader): number {
  const value = reader.number();
  return toTime(value % 2 === 1 ? -(value - 1) / 2 : value / 2);
}

function toTime(time: number): number {
  if (time < EARLIEST || time > LATEST) throw new RangeError('These bytes contain a time out of range.');
  return time;
}

function writeHint(writer: ByteWriter, hint: Hint | undefined): void {
  writer.number(hint ? hint.index * 2 + Number(hint.rest) + 1 : 0);
}

function readHint(reader: ByteReader): Hint | undefined {
  const value = reader.number();
  return value === 0 ? undefined : { index: Math.floor((value - 1) / 2), rest: (value - 1) % 2 === 1 };
}

/** Sources with the same sort key are written together, their ids in rising order. */
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

import { ByteReader, ByteWriter } from './bytes.js';
import { fromCode, toCode } from './bound-encoding.js';
import { type Direction, HIGHEST_TIE, LOWEST_TIE, type Place, TIE_BYTES } from '../sort-key.js';
import type { Clue, Position } from './state.js';
import type { Hint } from '../list/seek.js';

const VERSION = 1;
const SECOND_MS = 1000;
/** Years have four digits, whatever the time zone that they are written in. */
const EARLIEST = Date.parse('0000-01-01T00:00:00+23:59');
const LATEST = Date.parse('9999-12-31T23:59:59.999-23:59');

/** What of a position to leave out where room is short: `hints` of that many clues stay, and the clues if `clues`. */
export interface Economy {
  readonly hints: number;
  readonly clues: boolean;
}

export function writePosition(position: Position, economy: Economy): Buffer {
  const { pin, hints, direction, place, lags, outOfOrder, clues } = position;
  const writer = new ByteWriter().number(VERSION);
  writer.number(Number(direction === 'backward') | (Number(pin !== undefined) << 1));
  writePlace(writer, place);
  if (pin !== undefined) writer.number(pin / SECOND_MS);
  writeHint(writer, hints?.forward);
  writeHint(writer, hints?.backward);
  writeLags(writer, lags);
  writeIds(writer, [...outOfOrder]);
  writeClues(writer, position, economy.clues ? clues : new Map(), economy.hints);
  return writer.toBuffer();
}

export function readPosition(bytes: Uint8Array): Position {
  const reader = new ByteReader(bytes);
  if (reader.number() !== VERSION) throw new RangeError('These bytes are of another version.');
  const flags = reader.number();
  const direction = flags & 1 ? 'backward' : 'forward';
  const place = readPlace(reader);
  const pin = flags & 2 ? toTime(reader.number() * SECOND_MS) : undefined;
  const hints = { forward: readHint(reader), backward: readHint(reader) };
  const lags = readLags(reader);
  const outOfOrder = new Set(readIds(reader));
  return { place, pin, direction, hints, lags, outOfOrder, clues: readClues(reader, place, direction) };
}

/** Which of its few special values a place has; anything else is a time and the bytes of a tie. */
const PLACE = { START: 0, END: 1, LOWEST: 2, HIGHEST: 3, PENDING: 4, ROW: 5 } as const;

function placeKind({ time, tie }: Place): number {
  if (time === Infinity) return tie === LOWEST_TIE ? PLACE.START : PLACE.PENDING;
  if (time === -Infinity) return PLACE.END;
  if (tie === LOWEST_TIE) return PLACE.LOWEST;
  return tie === HIGHEST_TIE ? PLACE.HIGHEST : PLACE.ROW;
}

function writePlace(writer: ByteWriter, place: Place): void {
  const kind = placeKind(place);
  writer.number(kind);
  if (kind === PLACE.LOWEST || kind === PLACE.HIGHEST || kind === PLACE.ROW) writeTime(writer, place.time);
  if (kind === PLACE.PENDING) writer.number(Number(place.tie === HIGHEST_TIE));
  if (kind === PLACE.ROW || (kind === PLACE.PENDING && place.tie !== HIGHEST_TIE)) writer.binary(place.tie);
}

function readPlace(reader: ByteReader): Place {
  const kind = reader.number();
  switch (kind) {
    case PLACE.START:
      return { time: Infinity, tie: LOWEST_TIE };
    case PLACE.END:
      return { time: -Infinity, tie: HIGHEST_TIE };
    case PLACE.PENDING:
      return { time: Infinity, tie: reader.number() === 1 ? HIGHEST_TIE : reader.binary(TIE_BYTES) };
    case PLACE.LOWEST:
      return { time: readTime(reader), tie: LOWEST_TIE };
    case PLACE.HIGHEST:
      return { time: readTime(reader), tie: HIGHEST_TIE };
    case PLACE.ROW:
      return { time: readTime(reader), tie: reader.binary(TIE_BYTES) };
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
function writeLags(writer: ByteWriter, lags: Position['lags']): void {
  const groups = Map.groupBy(lags, ([, place]) => `${place.time} ${place.tie}`);
  writer.number(groups.size);
  for (const group of groups.values()) {
    const [first] = group;
    if (first) writePlace(writer, first[1]);
    writeIds(
      writer,
      group.map(([id]) => id),
    );
  }
}

function readLags(reader: ByteReader): Map<number, Place> {
  const lags = new Map<number, Place>();
  for (let groups = reader.number(); groups > 0; groups--) {
    const place = readPlace(reader);
    for (const id of readIds(reader)) lags.set(id, place);
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

function writeClues(writer: ByteWriter, { place, direction }: Position, clues: Position['clues'], hints: number): void {
  const nearest = [...clues].sort(([, a], [, b]) => distance(place, a.bound) - distance(place, b.bound));
  const hinted = new Set(nearest.slice(0, hints).map(([id]) => id));
  writer.number(clues.size);
  let previous = 0;
  for (const [id, clue] of [...clues].sort(([a], [b]) => a - b)) {
    writer.number(id - previous).binary(String.fromCharCode(toCode(place, direction, clue.bound)));
    if (clue.bound !== null) writeHint(writer, hinted.has(id) ? clue.hint : undefined);
    previous = id;
  }
}

function readClues(reader: ByteReader, place: Place, direction: Direction): Map<number, Clue> {
  const clues = new Map<number, Clue>();
  let id = 0;
  for (let count = reader.number(); count > 0; count--) {
    id += reader.number();
    const bound = fromCode(place, direction, reader.binary(1).charCodeAt(0));
    clues.set(id, bound === null ? { bound } : { bound, hint: readHint(reader) });
  }
  return clues;
}

function distance(place: Place, bound: number | null | undefined): number {
  return bound === null ? Infinity : Math.abs(place.time - (bound ?? place.time));
}

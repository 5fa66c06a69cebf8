import { type Chunk, type ListEnd, type ListSource, readChunk } from './chunk.js';
import { ListFault } from './fault.js';
import type { Row } from './feed.js';
import { appendOlder, prependNewer } from './join.js';

/**
 * A part of a list that was read without a gap, newest first, growing at either end. Rows keep their times, so what
 * was read stays comparable with what is read later, however the list moves in between; the row numbers are those of
 * the latest reading at that end.
 */
export class Run<T> {
  rows: readonly Row<T>[];
  /** The row number of the first row. 0: nothing newer exists. */
  first: number;
  /** The row number behind the last row. */
  next: number;
  end: ListEnd;
  total: number | undefined;
  readonly serverTime: number | undefined;

  constructor(chunk: Chunk<T>) {
    this.rows = chunk.rows;
    this.first = chunk.start;
    this.next = chunk.start + chunk.rows.length;
    this.end = chunk.end;
    this.total = chunk.total;
    this.serverTime = chunk.serverTime;
  }

  /** The index of the first row that is older than `time`. */
  olderThan(time: number): number {
    let [low, high] = [0, this.rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.rows[middle]?.time ?? -Infinity) < time) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The index of the first row that is not newer than `time`. */
  notNewerThan(time: number): number {
    let [low, high] = [0, this.rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.rows[middle]?.time ?? -Infinity) <= time) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Takes over a list that was read whole. */
  becomeWhole(rows: readonly Row<T>[]): void {
    [this.rows, this.first, this.next, this.end] = [rows, 0, rows.length, 'end'];
  }
}

/** How often a list may move under a read before it is given up: each time more rows are read again. */
const ATTEMPTS = 10;
/** Rows of the boundary's time that are read again; with more, a row that both readings hold joins them. */
const SHARED = 4;

/** Reads about `want` further rows behind the last. Afterwards the run is longer, or its end is known. */
export async function extendOlder<T>(list: ListSource<T>, run: Run<T>, wanted: number): Promise<void> {
  let want = wanted;
  let back = 0;
  let seenNothingNew = 0;
  for (let attempt = 0; attempt < ATTEMPTS && seenNothingNew < 2; attempt++) {
    const boundary = run.rows.at(-1)?.time ?? Infinity;
    const shared = sharedRows(list, run.rows.length - run.notNewerThan(boundary));
    const start = Math.max(0, run.next - shared - back);
    const chunk = await readChunk(list, start, run.next + want, attempt === 0 ? totalBeyond(run) : undefined);
    const [known, last] = [run.rows.length, run.rows.at(-1)];
    if (joinOlder(list, run, chunk)) {
      if (run.rows.length > known || run.end !== 'open') return;
      if (chunk.isShort && chunk.rows.at(-1)?.identity === last?.identity) seenNothingNew++;
      // Rows were inserted and the rest moved down: read further.
      want *= 2;
      back = 0;
    } else {
      // Rows were deleted and the rest moved up: begin further up, until something known and newer shows.
      back = back * 2 + shared + want;
    }
  }
  if (seenNothingNew < 2) throw new ListFault('UPSTREAM_INVALID', UNSTEADY);
  // The total promises more, and yet nothing follows: it is the total that is wrong.
  [run.end, run.total] = ['end', undefined];
}

const UNSTEADY = 'The list repeats its pages or changes faster than it can be read.';

/** How many rows to read again at a boundary, so that the next reading can be joined to this one. */
function sharedRows<T>({ feed }: ListSource<T>, ofBoundaryTime: number): number {
  return ofBoundaryTime < SHARED || feed.twins ? ofBoundaryTime + 1 : SHARED;
}

/** The total, unless rows beyond it have been seen. */
function totalBeyond<T>(run: Run<T>): number | undefined {
  return run.total !== undefined && run.total > run.next ? run.total : undefined;
}

/** `false`: there may be a gap between the run and the chunk. */
function joinOlder<T>({ feed }: ListSource<T>, run: Run<T>, chunk: Chunk<T>): boolean {
  const rows = [...run.rows];
  if (chunk.start === 0) appendFromTheStart(rows, chunk.rows);
  else if (!appendOlder(rows, chunk.rows, feed.twins)) return false;
  run.rows = rows;
  run.next = chunk.start + chunk.rows.length;
  run.end = chunk.end;
  run.total = chunk.total;
  return true;
}

/** A reading from the very start of the list holds everything of the boundary's time, and everything older. */
function appendFromTheStart<T>(rows: Row<T>[], page: readonly Row<T>[]): void {
  const boundary = rows.at(-1)?.time ?? Infinity;
  while (rows.at(-1)?.time === boundary) rows.pop();
  rows.push(...page.filter((row) => row.time <= boundary));
}

/** Reads about `want` further rows before the first. Afterwards the run is longer, or begins at the list's start. */
export async function extendNewer<T>(list: ListSource<T>, run: Run<T>, wanted: number): Promise<void> {
  let want = wanted;
  let forth = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const boundary = run.rows[0]?.time ?? -Infinity;
    const shared = sharedRows(list, run.olderThan(boundary));
    const chunk = await readChunk(list, Math.max(0, run.first - want), run.first + shared + forth, run.total);
    const known = run.rows.length;
    if (joinNewer(list, run, chunk)) {
      if (run.rows.length > known || run.first === 0) return;
      want *= 2;
      forth = 0;
    } else {
      // Rows were inserted and the known ones moved down: read further down, until something known and older shows.
      forth = forth * 2 + shared + want;
    }
  }
  throw new ListFault('UPSTREAM_INVALID', UNSTEADY);
}

/** `false`: there may be a gap between the chunk and the run. */
function joinNewer<T>({ feed }: ListSource<T>, run: Run<T>, chunk: Chunk<T>): boolean {
  const boundary = run.rows[0]?.time ?? -Infinity;
  const atTheEnd = chunk.end === 'end' && chunk.rows.every((row) => row.time >= boundary);
  const rows = atTheEnd ? chunk.rows : prependNewer(run.rows, chunk.rows, feed.twins);
  if (!rows) return false;
  run.rows = rows;
  run.first = chunk.start;
  run.total = chunk.total;
  return true;
}

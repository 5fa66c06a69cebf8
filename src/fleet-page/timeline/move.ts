import type { Mark } from './lanes.js';

/** An account's row, as the keyboard moves through it. */
export type Row = readonly Mark[];

/**
 * The job that a key leads to: the neighbour in time, the first or last of the row, or the nearest in time in the next
 * row that has jobs. `undefined`: the key leads nowhere.
 */
export function moveTo(rows: readonly Row[], id: string | undefined, key: string): string | undefined {
  const y = rows.findIndex((row) => row.some(({ job }) => job.id === id));
  const row = rows[y];
  if (row === undefined) return undefined;
  const x = row.findIndex(({ job }) => job.id === id);
  switch (key) {
    case 'ArrowLeft':
      return row[x - 1]?.job.id;
    case 'ArrowRight':
      return row[x + 1]?.job.id;
    case 'Home':
      return row[0]?.job.id;
    case 'End':
      return row.at(-1)?.job.id;
    case 'ArrowUp':
      return nearest(rows.slice(0, y).findLast(isFilled), row[x]);
    case 'ArrowDown':
      return nearest(rows.slice(y + 1).find(isFilled), row[x]);
    default:
      return undefined;
  }
}

/** The job that the Tab key leads to: the last failed one, else the last one. */
export function firstStop(rows: readonly Row[]): string | undefined {
  const marks = rows.flat();
  const latest = (some: readonly Mark[]) =>
    some.reduce<Mark | undefined>((best, mark) => (best && best.left >= mark.left ? best : mark), undefined);
  return (latest(marks.filter(({ job }) => job.status === 'FAILED')) ?? latest(marks))?.job.id;
}

function isFilled(row: Row): boolean {
  return row.length > 0;
}

function nearest(row: Row | undefined, from: Mark | undefined): string | undefined {
  if (!row || !from) return undefined;
  const distance = (mark: Mark) => Math.abs(mark.left - from.left);
  return row.reduce((best, mark) => (distance(mark) < distance(best) ? mark : best)).job.id;
}

import type { Direction } from '../../src/paging/sort-key.js';
import type { MovingList } from './moving-list.js';

/** A sentence for each row that is out of order. */
export function disorderIn(
  seen: readonly { key: string; time: number; tiebreaker: string }[],
  direction: Direction,
): string[] {
  const sign = direction === 'forward' ? 1 : -1;
  return seen.flatMap((row, index) => {
    const previous = seen[index - 1];
    if (!previous) return [];
    const order =
      previous.time === row.time ? (previous.tiebreaker < row.tiebreaker ? 1 : -1) : previous.time > row.time ? 1 : -1;
    return order === sign ? [] : [`out of order: ${previous.key}, ${row.key}`];
  });
}

/** The rows' keys. Rows of one identity are numbered from the end of the list. */
export function numbered(list: MovingList): string[] {
  const counts = new Map<string, number>();
  const keys = list.rows.toReversed().map(({ identity }) => {
    const number = counts.get(identity) ?? 0;
    counts.set(identity, number + 1);
    return `${list.name}/${identity}#${number}`;
  });
  return keys.reverse();
}

import type { Row } from '../feed.js';

/**
 * Appends a later reading to an earlier one. A reading that begins with something newer than our last row holds
 * everything of that row's time and older, so times divide the two and nothing is doubled. One that begins within our
 * last row's time is joined by a row that both hold: what stood before it is known. `false`: there may be a gap.
 */
export function appendOlder<T>(rows: Row<T>[], page: readonly Row<T>[], twins = false): boolean {
  const boundary = rows.at(-1)?.time;
  const first = page[0];
  if (boundary === undefined || !first || first.time < boundary) return false;
  // Nothing of ours was read again: the list moved down, and what follows is further on.
  if ((page.at(-1)?.time ?? boundary) > boundary) return true;
  if (first.time > boundary) {
    while (rows.at(-1)?.time === boundary) rows.pop();
    rows.push(...page.filter((row) => row.time <= boundary));
    return true;
  }
  const known = identitiesAt(rows, boundary);
  if (twins || !known.has(first.identity)) return false;
  rows.push(...page.filter((row) => row.time < boundary || !known.has(row.identity)));
  return true;
}

/** The same at the other end: a later reading of newer rows, put before the earlier one. */
export function prependNewer<T>(rows: readonly Row<T>[], page: readonly Row<T>[], twins = false) {
  const boundary = rows[0]?.time;
  const last = page.at(-1);
  if (boundary === undefined || !last || last.time > boundary) return undefined;
  if (last.time < boundary) {
    return [...page.filter((row) => row.time >= boundary), ...rows.filter((row) => row.time < boundary)];
  }
  const known = identitiesAt(rows, boundary);
  if (twins || !known.has(last.identity)) return undefined;
  return [...page.filter((row) => row.time > boundary || !known.has(row.identity)), ...rows];
}

function identitiesAt(rows: readonly Row<unknown>[], time: number): Set<string> {
  return new Set(rows.filter((row) => row.time === time).map((row) => row.identity));
}

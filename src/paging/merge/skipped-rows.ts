import { LateDisorder, ListFault } from '../errors.js';
import type { TimeWindow } from '../feed.js';
import type { Segment } from '../list/segment.js';
import { skippedRows } from '../list/sorting.js';
import type { TimedRow } from '../list/timed-row.js';
import { before, further, type SortKey } from '../sort-key.js';
import { isInRange, type Source } from '../source.js';
import type { ReaderStart } from './source-reader.js';
import { isWithin } from './window-sequence.js';

/**
 * Checks that no matching row of a list that is found to be out of order was skipped. Throws a ListFault if an earlier
 * page skipped one, and a LateDisorder if this page did, up to `position`.
 */
export function assertNothingSkipped<T>(
  source: Source<T>,
  start: ReaderStart,
  position: SortKey,
  { listed }: Segment<T>,
  window: TimeWindow | undefined,
): void {
  const { direction, sortKey, bound, isOutOfOrder, isResumed, range } = start;
  if (!listed || isOutOfOrder) return;
  // The cursor's bound says that nothing comes before that time: the walk has reached it.
  const reached = bound === undefined ? sortKey : further(direction, sortKey, before(direction, bound));
  const isDemanded = (row: TimedRow<T>) =>
    isWithin(row.time, window) && isInRange(row, range) && source.matches?.(row.value) !== false;
  if (isResumed && skippedRows(direction, reached, listed).some(isDemanded)) {
    throw new ListFault('UPSTREAM_INVALID', 'The list is out of order, and rows were skipped.');
  }
  if (position !== sortKey && skippedRows(direction, position, listed).some(isDemanded)) throw new LateDisorder();
}

import type { Row } from './feed.js';
import { type Direction, HIGHEST_TIE, LOWEST_TIE, type Place } from './order.js';
import type { Run } from './run.js';

/** The rows of a run ahead of a place, by time, each time whole: the last one read may go on behind it. */
export function groupsFrom<T>(direction: Direction, place: Place, run: Run<T>): Generator<readonly Row<T>[]> {
  return direction === 'forward' ? groupsForward(place, run) : groupsBackward(place, run);
}

function* groupsForward<T>({ time, tie }: Place, run: Run<T>): Generator<readonly Row<T>[]> {
  let begin = tie === HIGHEST_TIE ? run.olderThan(time) : run.notNewerThan(time);
  for (let end = begin; begin < run.rows.length; begin = end) {
    while (end < run.rows.length && run.rows[end]?.time === run.rows[begin]?.time) end++;
    if (end === run.rows.length && run.end === 'open') return;
    yield run.rows.slice(begin, end);
  }
}

function* groupsBackward<T>({ time, tie }: Place, run: Run<T>): Generator<readonly Row<T>[]> {
  let end = tie === LOWEST_TIE ? run.notNewerThan(time) : run.olderThan(time);
  for (let begin = end; end > 0; end = begin) {
    while (begin > 0 && run.rows[begin - 1]?.time === run.rows[end - 1]?.time) begin--;
    if (begin === 0 && run.first > 0) return;
    yield run.rows.slice(begin, end);
  }
}

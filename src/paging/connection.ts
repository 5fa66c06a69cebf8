import { type RequestedPage, toRequestedPage } from './page-arguments.js';
import { type ConnectionRequest, Page } from './connection-page.js';
import { HIGHEST_TIEBREAKER, origin, type Direction, type SortKey } from './sort-key.js';
import { sourceHintId, sourceId } from './cursor/state.js';
import { unlistedId } from './cursor/progress.js';
import type { Source, TimeRange } from './source.js';
import { walk } from './merge/walk.js';
import type { SourceStart } from './merge/walk-page.js';

/** Reads one page of the merged list. Rejects with a BadInputError, before any call, if the arguments are invalid. */
export async function readPage<T>(request: ConnectionRequest<T>): Promise<Page<T>> {
  const { range, session } = request;
  const requested = toRequestedPage(request);
  const sources = await request.sources(requested.state);
  const start = startOf(requested.direction, range);
  const isOnly = sources.sources.length === 1;
  const merged = await walk({
    sources: sources.sources,
    direction: requested.direction,
    count: requested.count,
    range,
    pin: requested.state?.pin ?? sources.pin,
    startIn: (source) => startInSource(source, requested, start, isOnly),
    session,
  });
  return new Page({ request, requested, sources, start, merged });
}

/** The sort key at which a walk without a cursor begins. */
function startOf(direction: Direction, range: TimeRange): SortKey {
  const time = direction === 'forward' ? range.before : range.from;
  return time === undefined ? origin(direction) : { time, tiebreaker: HIGHEST_TIEBREAKER };
}

function startInSource<T>(
  source: Source<T>,
  { state, direction }: RequestedPage,
  start: SortKey,
  isOnly: boolean,
): SourceStart {
  if (!state) return { sortKey: start };
  const id = sourceId(source.feed.key);
  const resumed = { isResumed: true, isOutOfOrder: state.outOfOrder.has(id) };
  const lag = state.lags.get(id) ?? state.lags.get(unlistedId(source.space));
  if (lag) return { ...resumed, sortKey: lag };
  const sourceHint = state.direction === direction ? state.sourceHints.get(sourceHintId(id)) : undefined;
  const hint = sourceHint?.hint ?? (isOnly ? state.hints?.[direction] : undefined);
  return { ...resumed, sortKey: state.sortKey, hint, bound: sourceHint?.bound };
}

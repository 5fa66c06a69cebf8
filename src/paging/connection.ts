import { type PageAsked, toPageAsked } from './page-arguments.js';
import { type ConnectionRequest, Page } from './connection-page.js';
import { HIGHEST_TIEBREAKER, origin, type Direction, type SortKey } from './sort-key.js';
import { sourceHintId, sourceId } from './cursor/state.js';
import { unlistedId } from './cursor/progress.js';
import type { Source, TimeRange } from './source.js';
import { walk } from './merge/walk.js';
import type { Standing } from './merge/walk-page.js';

/** Reads one page of the merged list. Rejects with a BadInputError before any call when the arguments are wrong. */
export async function readPage<T>(request: ConnectionRequest<T>): Promise<Page<T>> {
  const { range, session } = request;
  const asked = toPageAsked(request);
  const sources = await request.sources(asked.position);
  const start = startOf(asked.direction, range);
  const isOnly = sources.sources.length === 1;
  const walked = await walk({
    sources: sources.sources,
    direction: asked.direction,
    count: asked.count,
    range,
    pin: asked.position?.pin ?? sources.pin,
    standing: (source) => standingOf(source, asked, start, isOnly),
    session,
  });
  return new Page({ request, asked, sources, start, walked });
}

/** Where a walk begins that has no cursor. */
function startOf(direction: Direction, range: TimeRange): SortKey {
  const time = direction === 'forward' ? range.before : range.from;
  return time === undefined ? origin(direction) : { time, tiebreaker: HIGHEST_TIEBREAKER };
}

function standingOf<T>(
  source: Source<T>,
  { position, direction }: PageAsked,
  start: SortKey,
  isOnly: boolean,
): Standing {
  if (!position) return { sortKey: start };
  const id = sourceId(source.feed.key);
  const resumed = { isResumed: true, isOutOfOrder: position.outOfOrder.has(id) };
  const lag = position.lags.get(id) ?? position.lags.get(unlistedId(source.space));
  if (lag) return { ...resumed, sortKey: lag };
  const sourceHint = position.direction === direction ? position.sourceHints.get(sourceHintId(id)) : undefined;
  const hint = sourceHint?.hint ?? (isOnly ? position.hints?.[direction] : undefined);
  return { ...resumed, sortKey: position.sortKey, hint, bound: sourceHint?.bound };
}

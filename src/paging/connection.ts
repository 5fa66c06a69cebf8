import { type PageAsked, toPageAsked } from './page-arguments.js';
import { type ConnectionRequest, Page } from './connection-page.js';
import { HIGHEST_TIE, origin, type Direction, type Place } from './sort-key.js';
import { clueId, sourceId } from './cursor/state.js';
import { blindId } from './cursor/progress.js';
import type { Source, TimeRange } from './source.js';
import { type Standing, walk } from './merge/walk.js';

/** Reads one page of the merged list. Rejects with a BadInputError before any call when the arguments are wrong. */
export async function readPage<T>(request: ConnectionRequest<T>): Promise<Page<T>> {
  const { range, session } = request;
  const asked = toPageAsked(request);
  const sources = await request.sources();
  const start = startOf(asked.direction, range);
  const isOnly = sources.sources.length === 1;
  const walked = await walk({
    sources: sources.sources,
    direction: asked.direction,
    count: asked.count,
    range,
    pin: asked.position?.pin,
    standing: (source) => standingOf(source, asked, start, isOnly),
    session,
  });
  return new Page({ request, asked, sources, start, walked });
}

/** Where a walk begins that has no cursor. */
function startOf(direction: Direction, range: TimeRange): Place {
  const time = direction === 'forward' ? range.before : range.from;
  return time === undefined ? origin(direction) : { time, tie: HIGHEST_TIE };
}

function standingOf<T>(source: Source<T>, { position, direction }: PageAsked, start: Place, isOnly: boolean): Standing {
  if (!position) return { place: start };
  const id = sourceId(source.feed.key);
  const resumed = { isResumed: true, isOutOfOrder: position.outOfOrder.has(id) };
  const lag = position.lags.get(id) ?? position.lags.get(blindId(source.space));
  if (lag) return { ...resumed, place: lag };
  const clue = position.direction === direction ? position.clues.get(clueId(id)) : undefined;
  const hint = clue?.hint ?? (isOnly ? position.hints?.[direction] : undefined);
  return { ...resumed, place: position.place, hint, bound: clue?.bound };
}

import { LOOKUP_SIZE } from './pagination.js';
import { isNativeId } from '../../domain/ids.js';

export type Found<T> = ReadonlyMap<string, T | Error>;

/** Makes one call about some ids. What does not exist is absent from the map, or makes the provider refuse it all. */
export type Ask<T> = (ids: readonly string[]) => Promise<Found<T> | 'refused'>;

/** How many further calls one batch may take: enough to single out four bad ids among a hundred. */
const MORE_CALLS = 56;

/**
 * Looks ids up, 100 a call. The result has the input's order; `null` for what does not exist. Never rejects.
 * `giveUp` makes the error of ids that were refused together and could not be told apart in so many calls.
 */
export async function lookUp<T>(ids: readonly string[], ask: Ask<T>, giveUp: () => Error) {
  const known = [...new Set(ids.filter(isNativeId))];
  const batches = Array.from({ length: Math.ceil(known.length / LOOKUP_SIZE) }, (_, index) =>
    lookUpBatch(known.slice(index * LOOKUP_SIZE, (index + 1) * LOOKUP_SIZE), { ask, giveUp, callsLeft: MORE_CALLS }),
  );
  const found = new Map<string, T | Error>((await Promise.all(batches)).flatMap((batch) => [...batch]));
  return ids.map((id) => found.get(id) ?? null);
}

interface Search<T> {
  readonly ask: Ask<T>;
  readonly giveUp: () => Error;
  callsLeft: number;
}

async function lookUpBatch<T>(ids: readonly string[], search: Search<T>): Promise<Found<T>> {
  const answer = await search.ask(ids).catch((error: unknown) => allFailed(ids, error));
  return answer === 'refused' ? lookUpHalves(ids, search) : answer;
}

/**
 * "如果指定不存在的日志ID,或非法状态值,则会返回错误信息": an id that does not exist makes an error, says the
 * documentation; live, it made an empty list. An error about one id says that there is no such thing; one about
 * several says nothing of the others, so each half is asked again.
 */
async function lookUpHalves<T>(ids: readonly string[], search: Search<T>): Promise<Found<T>> {
  if (ids.length === 1) return new Map();
  if (search.callsLeft < 2) return allFailed(ids, search.giveUp());
  search.callsLeft -= 2;
  const middle = ids.length >>> 1;
  const halves = [ids.slice(0, middle), ids.slice(middle)].map((half) => lookUpBatch(half, search));
  return new Map((await Promise.all(halves)).flatMap((found) => [...found]));
}

function allFailed(ids: readonly string[], error: unknown): Map<string, Error> {
  const failure = error instanceof Error ? error : new Error('The lookup failed.', { cause: error });
  return new Map(ids.map((id) => [id, failure]));
}

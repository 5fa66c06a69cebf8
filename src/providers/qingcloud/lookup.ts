import { LOOKUP_SIZE } from './pagination.js';
import { isNativeId } from '../../domain/ids.js';

export type Found<T> = ReadonlyMap<string, T | Error>;

/** Makes one call for some ids. An id that does not exist is absent from the map, or the provider rejects the call. */
export type LookUpIds<T> = (ids: readonly string[]) => Promise<Found<T> | 'rejected'>;

/** The maximum number of further calls for one batch: enough to find four unknown ids among a hundred. */
const MORE_CALLS = 56;

/**
 * Looks ids up, 100 a call. The result has the input's order; `null` for an id that does not exist. Never rejects.
 * `toError` creates the error of ids that were rejected together when the further calls are used up.
 */
export async function lookUp<T>(ids: readonly string[], lookUpIds: LookUpIds<T>, toError: () => Error) {
  const known = [...new Set(ids.filter(isNativeId))];
  const batches = Array.from({ length: Math.ceil(known.length / LOOKUP_SIZE) }, (_, index) =>
    lookUpBatch(known.slice(index * LOOKUP_SIZE, (index + 1) * LOOKUP_SIZE), {
      lookUpIds,
      toError,
      callsLeft: MORE_CALLS,
    }),
  );
  const found = new Map<string, T | Error>((await Promise.all(batches)).flatMap((batch) => [...batch]));
  return ids.map((id) => found.get(id) ?? null);
}

interface Search<T> {
  readonly lookUpIds: LookUpIds<T>;
  readonly toError: () => Error;
  callsLeft: number;
}

async function lookUpBatch<T>(ids: readonly string[], search: Search<T>): Promise<Found<T>> {
  const found = await search.lookUpIds(ids).catch((error: unknown) => allFailed(ids, error));
  return found === 'rejected' ? lookUpHalves(ids, search) : found;
}

/**
 * "如果指定不存在的日志ID,或非法状态值,则会返回错误信息": the documentation says that an id that does not exist is an
 * error, but the live service returned an empty list. An error for one id means that it does not exist. An error for
 * several ids does not name them, so each half is looked up again.
 */
async function lookUpHalves<T>(ids: readonly string[], search: Search<T>): Promise<Found<T>> {
  if (ids.length === 1) return new Map();
  if (search.callsLeft < 2) return allFailed(ids, search.toError());
  search.callsLeft -= 2;
  const middle = ids.length >>> 1;
  const halves = [ids.slice(0, middle), ids.slice(middle)].map((half) => lookUpBatch(half, search));
  return new Map((await Promise.all(halves)).flatMap((found) => [...found]));
}

function allFailed(ids: readonly string[], error: unknown): Map<string, Error> {
  const failure = error instanceof Error ? error : new Error('The lookup failed.', { cause: error });
  return new Map(ids.map((id) => [id, failure]));
}

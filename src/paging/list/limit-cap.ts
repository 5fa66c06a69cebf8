import type { ListSource } from './list-source.js';
import type { Learned } from './learned-limits.js';
import type { PaginationStyle } from './pagination-style.js';
import type { PlannedCall } from './plan-calls.js';

// Services lower limits without an error, so a short page may not be the end of its list. While this is uncertain,
// only the list is read with the lower limit. Rows behind such a page prove the lower limit for the whole endpoint.

/** The smallest cap: the default limit of these services. */
const SMALLEST_CAP = 10;

/** Whether a page may be short because of a lowered limit: it is, unless a longer page was received before. */
export function mayBeCapped({ limit }: PlannedCall, received: number, { mostRows }: Learned): boolean {
  return received < limit && received >= SMALLEST_CAP && received >= mostRows;
}

/** The largest known limit that the service honours. */
export function limitCapOf({ doubtedCap, learned }: ListSource<unknown>): number | undefined {
  const { limitCap, acceptedLimit = Infinity } = learned;
  const cap = Math.min(doubtedCap ?? limitCap ?? Infinity, acceptedLimit);
  return cap === Infinity ? undefined : cap;
}

/** The usual limits of services that lower larger ones. The smallest is their default. */
const USUAL_LIMITS = [500, 200, 100, 50, 20, SMALLEST_CAP];

/** The limit to try after one was rejected. `undefined`: none is smaller, so it is not the limit that was rejected. */
export function smallerLimit(limits: PaginationStyle['limits'], rejected: number): number | undefined {
  if (!('min' in limits)) return limits.findLast((limit) => limit < rejected);
  return USUAL_LIMITS.find((limit) => limit < rejected && limit >= limits.min);
}

/** A page of the list had `received` rows and may be capped; there is no total to decide. */
export function doubtLimit(list: ListSource<unknown>, received: number | undefined): void {
  if (received !== undefined && received % SMALLEST_CAP === 0) list.doubtedCap = received;
}

/** Rows follow a page of `received` rows: the endpoint lowers limits. */
export function proveLimit({ learned }: Pick<ListSource<unknown>, 'learned'>, received: number | undefined): void {
  learned.limitCap = received;
}

/** Nothing follows: the short page was the end of its list, not a lowered limit. */
export function trustLimit(list: ListSource<unknown>): void {
  list.doubtedCap = undefined;
  list.learned.limitCap = undefined;
}

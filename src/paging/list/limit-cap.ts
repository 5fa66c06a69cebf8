import type { ListSource } from './list-source.js';
import type { Learned } from './learned-limits.js';
import type { PaginationStyle } from './pagination-style.js';
import type { PlannedCall } from './plan-calls.js';

// Services lower limits in silence: a short page is the end of its list, or it is not. A doubt about it concerns the list
// alone. That rows follow such a page is the proof, and concerns the endpoint.

/** No service lowers a limit below the one that it takes by default. */
const SMALLEST_CAP = 10;

/** Whether a page may be short because limits are lowered: more rows than these were never received together. */
export function mayBeCapped({ limit }: PlannedCall, received: number, { mostRows }: Learned): boolean {
  return received < limit && received >= SMALLEST_CAP && received >= mostRows;
}

/** The largest limit that the service honours, as far as is known. */
export function limitCapOf({ doubtedCap, learned }: ListSource<unknown>): number | undefined {
  const { limitCap, acceptedLimit = Infinity } = learned;
  const cap = Math.min(doubtedCap ?? limitCap ?? Infinity, acceptedLimit);
  return cap === Infinity ? undefined : cap;
}

/** Limits that services are known to lower theirs to. The smallest is the one that they take by default. */
const USUAL_LIMITS = [500, 200, 100, 50, 20, SMALLEST_CAP];

/** The limit to try after one was rejected; `undefined`: there is none, so the limit is not what was rejected. */
export function smallerLimit(limits: PaginationStyle['limits'], rejected: number): number | undefined {
  if (!('min' in limits)) return limits.findLast((limit) => limit < rejected);
  return USUAL_LIMITS.find((limit) => limit < rejected && limit >= limits.min);
}

/** A page of the list was so short that it may be capped, and no total tells. */
export function doubtLimit(list: ListSource<unknown>, received: number | undefined): void {
  if (received !== undefined && received % SMALLEST_CAP === 0) list.doubtedCap = received;
}

/** Rows follow a page that was so short, as far as can be told. */
export function proveLimit({ learned }: Pick<ListSource<unknown>, 'learned'>, received: number | undefined): void {
  learned.limitCap = received;
}

/** Nothing follows: what was taken for a lowered limit was the end. */
export function trustLimit(list: ListSource<unknown>): void {
  list.doubtedCap = undefined;
  list.learned.limitCap = undefined;
}

import type { ListSource } from './chunk.js';
import type { Learned } from './learned.js';
import type { PlannedCall } from './plan.js';

// Services lower limits in silence: a short page is the end of its list, or it is not. A doubt about it concerns the list
// alone. That rows follow such a page is the proof, and concerns the endpoint.

/** No service lowers a limit below the one that it takes by default. */
export const SMALLEST_CAP = 10;

/**
 * Whether a short page may be short because the service silently lowers limits: more rows than these were never
 * received together, and no total says that there are no more. Elsewhere it is the end, or the total that is wrong.
 */
export function isCapped(call: PlannedCall, received: number, total: number | undefined, learned: Learned): boolean {
  if (received >= call.limit || received < SMALLEST_CAP || received < learned.mostRows) return false;
  return total === undefined || total > call.start + received;
}

/** The largest limit that the service honours, as far as is known. */
export function limitCapOf({ doubtedCap, learned }: ListSource<unknown>): number | undefined {
  return doubtedCap ?? learned.limitCap;
}

/** A page of the list was so short that it may be capped, and no total tells. */
export function doubtLimit(list: ListSource<unknown>, received: number): void {
  if (received % SMALLEST_CAP === 0) list.doubtedCap = received;
}

/** Rows follow a page that was so short. */
export function proveLimit({ learned }: ListSource<unknown>, received: number | undefined): void {
  learned.limitCap = received;
}

/** Nothing follows: what was taken for a lowered limit was the end. */
export function trustLimit(list: ListSource<unknown>): void {
  list.doubtedCap = undefined;
  list.learned.limitCap = undefined;
}

/** Changes after which a list's own history counts as much as what is usual among the lists. */
const PRIOR_CHANGES = 0.5;
/** Seconds after which an observation counts e times less: lists change their habits within days. */
const MEMORY_SECONDS = 3 * 86_400;

/** How often a list changes, estimated from what its readings found. Rates are changes a second. */
export interface ChangeRate {
  /** Changes found, weighted by age. */
  readonly changes: number;
  /** Seconds observed, weighted alike. */
  readonly seconds: number;
}

export const UNOBSERVED: ChangeRate = { changes: 0, seconds: 0 };

/** Adds one reading: `found` changes in the `seconds` since the reading before. */
export function observe({ changes, seconds: before }: ChangeRate, found: number, seconds: number): ChangeRate {
  const kept = Math.exp(-seconds / MEMORY_SECONDS);
  return { changes: changes * kept + found, seconds: before * kept + seconds };
}

/** The estimate for one list: its own history, drawn towards `usual` while there is little of it. */
export function rateOf({ changes, seconds }: ChangeRate, usual: number): number {
  return (PRIOR_CHANGES + changes) / (PRIOR_CHANGES / usual + seconds);
}

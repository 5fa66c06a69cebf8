/** What a replica asks of one account's budget. See lease_calls in the migrations. */
export interface LeaseRequest {
  readonly requests: number | null;
  readonly per_seconds: number | null;
  readonly held: number;
  readonly back: number;
  readonly need: number;
  readonly ahead: number;
  readonly spare: number;
  readonly alone: number;
  readonly pause: number;
}

/** What it gets. Times are seconds. */
export interface Lease {
  readonly granted: number;
  readonly at_once: number;
  readonly first_wait: number | null;
  readonly wait_step: number | null;
  readonly next_wait: number | null;
  readonly pause: number;
  readonly budget_left: number | null;
}

/** How long calls may be leased ahead of time, in seconds: longer than most callers wait. */
export const AHEAD_SECONDS = 10;
/** Leased calls end unused after this. */
export const LEASE_MS = 5000;
/** They are replaced when they have less than this left. */
export const RENEW_MS = 2500;

/** Milliseconds until the call at `index` of a lease may be made. */
export function waitMsOf({ at_once, first_wait, wait_step }: Lease, index: number): number {
  return index < at_once ? 0 : 1000 * ((first_wait ?? 0) + (index - at_once) * (wait_step ?? 0));
}

/** Milliseconds until the call at `index` of those that were not granted may be made at the earliest. */
export function nextWaitMsOf({ next_wait, wait_step }: Lease, index: number): number {
  return 1000 * ((next_wait ?? 0) + index * (wait_step ?? 0));
}

/**
 * How many calls a replica keeps for callers to come: as many as it may make at a time, and as many as it makes in half a
 * second. What a killed replica has is lost.
 */
export function spareCalls(concurrency: number, callsPerSecond: number): number {
  return Math.max(concurrency, Math.ceil(callsPerSecond / 2));
}

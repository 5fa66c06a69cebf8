import type { Rate } from '../upstream/index.js';

/** A replica's request to one account's budget. See lease_calls in the migrations. */
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

/** The response. Times are in seconds. */
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
/** Unused leased calls expire after this. */
export const LEASE_MS = 5000;
/** A lease with less than this left is renewed. */
export const RENEW_MS = 2500;

/**
 * How late a call may reach its provider after it was leased: it opens a connection, or its process is busy. Calls
 * that the refill grants meanwhile may reach the provider in the same window.
 */
const LATE_SECONDS = 0.5;
/** The largest part of a bucket that is kept for late calls. */
const LATE_PART = 0.1;

/** The bucket that replicas share: as many calls a second as the rate, and fewer at once by those that may be late. */
export function bucketOf(rate: Rate): Pick<LeaseRequest, 'requests' | 'per_seconds'> {
  const refill = rate.requests / rate.perSeconds;
  const requests = rate.requests - Math.floor(Math.min(LATE_SECONDS * refill, LATE_PART * rate.requests));
  return { requests, per_seconds: requests / refill };
}

/** Milliseconds until the call at `index` of a lease may be made. */
export function waitMsOf({ at_once, first_wait, wait_step }: Lease, index: number): number {
  return index < at_once ? 0 : 1000 * ((first_wait ?? 0) + (index - at_once) * (wait_step ?? 0));
}

/** The minimum wait in milliseconds for the call at `index` among the calls that were not granted. */
export function nextWaitMsOf({ next_wait, wait_step }: Lease, index: number): number {
  return 1000 * ((next_wait ?? 0) + index * (wait_step ?? 0));
}

/**
 * The number of calls that a replica keeps for later callers: the larger of its concurrency and its calls in half a second.
 * The calls of a killed replica are lost.
 */
export function spareCalls(concurrency: number, callsPerSecond: number): number {
  return Math.max(concurrency, Math.ceil(callsPerSecond / 2));
}

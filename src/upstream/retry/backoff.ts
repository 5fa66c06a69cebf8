import type { UpstreamCode } from '../../domain/errors.js';
import type { Clock } from '../clock.js';

// A temporary failure is short; a throttled provider counts in windows of a second or more.
const BASE_MS = 100;
const THROTTLED_BASE_MS = 500;

/** Milliseconds before the retry after `attempt` (1, 2, …): full jitter, so that calls that failed together spread out. */
export function backoffMs(code: UpstreamCode, attempt: number, clock: Clock): number {
  const base = code === 'UPSTREAM_THROTTLED' ? THROTTLED_BASE_MS : BASE_MS;
  return clock.random() * base * 2 ** (attempt - 1);
}

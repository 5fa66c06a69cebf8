import type { UpstreamError } from '../../../domain/errors.js';
import type { Account } from '../../../domain/provider.js';
import { createUpstreamError, type Peer } from '../../../upstream/index.js';
import { parseTime } from '../../shared/times.js';

/** Where a credential comes from and what it is, for errors. */
export interface Issue {
  readonly account: Account;
  readonly peer: Peer;
  readonly credential: 'access key' | 'token';
}

/**
 * Milliseconds from a time to the expiry of a credential, both by the issuer's clock. Throws an UpstreamError if the expiry
 * is not a time, or is not later.
 */
export function readLifetimeMs(expiresAt: unknown, from: number, issue: Issue): number {
  const lifetimeMs = toTime(expiresAt) - from;
  const { credential } = issue;
  if (Number.isNaN(lifetimeMs)) throw invalidIssue(issue, `does not say how long the ${credential} lasts`);
  if (lifetimeMs <= 0) throw invalidIssue(issue, `has an expired ${credential}`);
  return lifetimeMs;
}

/** NaN: not a time. */
export function toTime(value: unknown): number {
  return (typeof value === 'string' ? parseTime(value, 'UTC') : undefined) ?? Number.NaN;
}

/** The error for a response that has no valid credential. `problem` completes "The response …". */
export function invalidIssue({ account, peer }: Issue, problem: string): UpstreamError {
  return createUpstreamError('invalid', account, { peer, message: `{peer}'s response ${problem}.` });
}

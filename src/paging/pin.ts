import type { PagingSession } from './session.js';
import type { Dialect } from './dialect.js';
import { nextSecond } from './windows.js';

/** Differences below this are the time that the answer took. */
const TOLERANCE_MS = 5000;

/** Where a walk that begins now ends its newest time window: the next full second by the provider's clock. */
export function pinFor(session: PagingSession, space: string, dialect: Dialect): number {
  const { now, learned } = session.options;
  return nextSecond(now() + learned.of(space, dialect).clockOffsetMs);
}

/**
 * By how much the clock that a walk went by was off, in milliseconds; 0 where it will do. A provider that is ahead of
 * us would hide its newest rows, so it is believed at once; one that is behind only matters when it is far behind.
 */
export function skewOf(now: number, serverTime: number | undefined, offset: number): number {
  if (serverTime === undefined) return 0;
  const ahead = serverTime - (now + offset);
  if (ahead > 0) return nextSecond(ahead);
  return ahead < -2 * TOLERANCE_MS ? ahead + TOLERANCE_MS : 0;
}

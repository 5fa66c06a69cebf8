import { CallSpacing } from '../../src/sync/call-spacing.js';
import { RateLimiter } from '../../src/upstream/limits/rate-limiter.js';

/**
 * The share of an account's calls that background reading takes while callers want all of them. Callers and readings wait
 * in one queue of the real rate limiter; the readings are spaced by the real policy. Nearly all lists take one call; one
 * in two hundred is read to its end, which takes a thousand, ten at a time.
 */
const RATE = { requests: 120, perSeconds: 60 };
const CALLERS = 8;
const READINGS = 2;
const CALL_MS = 100;
const SECONDS = 20_000;
const WINDOWS_SECONDS = [10, 60, 600];
const LONG_READING = { every: 200, calls: 1000 };
/** Calls of one reading at a time. */
const LANES = 10;

interface Policy {
  readonly name: string;
  readonly burst: number;
  readonly callers: number;
}

/** Moments at which calls were made, in milliseconds. */
interface Calls {
  readonly background: number[];
  readonly callers: number[];
}

/** Somebody who makes one call after the other. `next`: at `now`, makes a call or waits; milliseconds until the next step. */
type Actor = (now: number) => number;

function simulate({ burst, callers }: Policy): Calls {
  let elapsed = 0;
  const clock = { now: () => elapsed, elapsed: () => elapsed, after: () => () => undefined, random: () => 0.5 };
  // The bucket is empty: it is the lasting rate that matters.
  const limiter = new RateLimiter(clock, RATE, 0);
  const spacing = new CallSpacing(RATE.requests / RATE.perSeconds / 2, burst);
  const calls: Calls = { background: [], callers: [] };
  const callNow = (made: number[], now: number): number => {
    const waitMs = Math.max(0, limiter.take());
    made.push(now + waitMs);
    return waitMs + CALL_MS;
  };
  let readings = 0;
  const reader = (): Actor[] => {
    let left = 0;
    return Array.from({ length: LANES }, (_, lane): Actor => {
      let isPaid = false;
      return (now) => {
        if (isPaid) {
          isPaid = false;
          return callNow(calls.background, now);
        }
        if (left === 0) {
          const waitMs = lane === 0 ? spacing.waitMs(now) : CALL_MS;
          if (waitMs > 0) return waitMs;
          left = ++readings % LONG_READING.every === 0 ? LONG_READING.calls : 1;
        }
        left--;
        isPaid = true;
        return spacing.take(now);
      };
    });
  };
  const actors = [
    ...Array.from({ length: READINGS }, reader).flatMap((lanes) => lanes.map((act) => ({ at: 0, act }))),
    ...Array.from({ length: callers }, () => ({ at: 0, act: (now: number) => callNow(calls.callers, now) })),
  ];
  for (;;) {
    const next = actors.reduce((first, actor) => (actor.at < first.at ? actor : first));
    if (next.at > SECONDS * 1000) return calls;
    elapsed = next.at;
    next.at += next.act(elapsed);
  }
}

/** The largest number of calls in any window that begins with one of them. */
function mostIn(times: readonly number[], windowMs: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  let most = 0;
  let end = 0;
  sorted.forEach((start, index) => {
    while ((sorted[end] ?? Infinity) < start + windowMs) end++;
    most = Math.max(most, end - index);
  });
  return most;
}

/** One line for each policy. */
export function shares(): readonly string[] {
  const half = RATE.requests / 2;
  const policies: readonly Policy[] = [
    { name: 'only readings spaced, 1 caller', burst: Infinity, callers: 1 },
    { name: 'calls spaced, 1 caller', burst: half, callers: 1 },
    { name: 'calls spaced, 8 callers', burst: half, callers: CALLERS },
  ];
  return [
    `background reading of an account with ${RATE.requests} calls per ${RATE.perSeconds} s that callers want for themselves`,
    ...policies.map((policy) => {
      const { background, callers } = simulate(policy);
      const share = background.length / (background.length + callers.length);
      const windows = WINDOWS_SECONDS.map((seconds) => {
        const allowed = half * (1 + seconds / RATE.perSeconds);
        return `${mostIn(background, seconds * 1000)} of ${allowed.toFixed(0)} in ${seconds} s`;
      });
      return `  ${policy.name.padEnd(30)} ${(share * 100).toFixed(1)} % of all calls; at most ${windows.join(', ')}`;
    }),
  ];
}

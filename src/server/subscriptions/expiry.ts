import type { FormattedExecutionResult } from 'graphql';
import type { Rights } from '../auth/rights.js';

/** The longest time of a timer. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The last response of a subscription whose token has expired. */
export const EXPIRED: FormattedExecutionResult = {
  errors: [
    {
      message: 'The token has expired. Subscribe again with a new one, after the last cursor.',
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ],
};

export function hasExpired({ expiresAtMs = Infinity }: Rights): boolean {
  return Date.now() >= expiresAtMs;
}

/** Calls `end` when the caller's token expires. Returns what stops the timer. */
export function onExpiry(rights: Rights, end: () => void): () => void {
  const { expiresAtMs = Infinity } = rights;
  if (expiresAtMs === Infinity) return () => undefined;
  let timer: NodeJS.Timeout;
  const wait = () => {
    const leftMs = expiresAtMs - Date.now();
    if (leftMs <= 0) end();
    else timer = setTimeout(wait, Math.min(leftMs, MAX_TIMER_MS)).unref();
  };
  timer = setTimeout(wait, Math.min(Math.max(expiresAtMs - Date.now(), 0), MAX_TIMER_MS)).unref();
  return () => {
    clearTimeout(timer);
  };
}

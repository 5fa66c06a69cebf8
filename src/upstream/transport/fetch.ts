import type { HttpAgent } from './agent.js';
import { systemClock } from '../clock.js';
import { type RawReply, toReply } from './response.js';
import { send } from './send.js';

/** The part of the global `fetch` that reads a document: what libraries take in its place. */
export type Fetch = (
  url: string,
  init: { readonly headers: Headers; readonly signal: AbortSignal },
) => Promise<Response>;

/** However long the caller would wait. */
const TIMEOUT_MS = 5000;

/**
 * Reads small documents beside all accounts, such as the keys that tokens are checked with: over the same connections,
 * through the same proxy, and within the same limits on time, size, redirects, encodings and certificates.
 */
export function createFetch(agent: HttpAgent): Fetch {
  const carrier = { agent, memory: agent.memory.share(), clock: systemClock, attemptTimeoutMs: TIMEOUT_MS };
  return async (url, { headers, signal }) => {
    const { origin, pathname, search } = new URL(url);
    const sending = {
      origin,
      method: 'GET',
      target: pathname + search,
      headers: Object.fromEntries(headers),
      body: undefined,
    } as const;
    signal.throwIfAborted();
    const reply = await new Promise<RawReply>((resolve, reject) => {
      signal.addEventListener('abort', send(carrier, sending, resolve, reject));
    });
    const { text, status } = toReply(reply);
    return new Response(text, { status });
  };
}

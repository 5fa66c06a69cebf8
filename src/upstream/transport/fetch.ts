import { systemClock } from '../clock.js';
import type { HttpAgent } from './agent.js';
import { toReply, type RawReply } from './response.js';
import { send } from './send.js';

/** The part of the global `fetch` that libraries use to read a document. */
export type Fetch = (
  url: string,
  init: { readonly headers: Headers; readonly signal: AbortSignal },
) => Promise<Response>;

// However long the caller would wait.
const TIMEOUT_MS = 5000;

/**
 * Reads small documents that belong to no account, such as the keys that tokens are verified with: over the same
 * connections and proxy, and within the same limits on time, size, redirects, encodings and certificates.
 */
export function createFetch(agent: HttpAgent): Fetch {
  const transport = { agent, memory: agent.memory.share(), clock: systemClock, attemptTimeoutMs: TIMEOUT_MS };
  return async (url, { headers, signal }) => {
    const { origin, pathname, search } = new URL(url);
    const outgoing = {
      origin,
      method: 'GET',
      target: pathname + search,
      headers: Object.fromEntries(headers),
      body: undefined,
    } as const;
    signal.throwIfAborted();
    const reply = await new Promise<RawReply>((resolve, reject) => {
      signal.addEventListener('abort', send(transport, outgoing, resolve, reject));
    });
    const { text, status } = toReply(reply);
    return new Response(text, { status });
  };
}

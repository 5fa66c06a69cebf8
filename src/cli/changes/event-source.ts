import type { QueryResult } from '../query/result.js';
import { isObject } from '../query/result.js';
import type { Target } from '../query/target.js';

/** The server sends a comment every 12 seconds. After this without any byte the connection is taken as lost. */
const SILENCE_MS = 40_000;

/** The server does not send events for this operation. */
export class NoEventsError extends Error {
  override readonly name = 'NoEventsError';
}

/**
 * The results of a subscription over Server-Sent Events. Ends when the server completes it. Rejects with a NoEventsError
 * if there is no stream of events, else when the connection is lost. `onOpen`: the server accepted the subscription.
 */
export async function* receiveEvents(
  { endpoint, headers }: Target,
  body: object,
  { signal, onOpen }: { readonly signal: AbortSignal; readonly onOpen: () => void },
): AsyncGenerator<QueryResult, void> {
  const requestHeaders = new Headers(headers.map(([name, text]): [string, string] => [name, text]));
  requestHeaders.set('content-type', 'application/json');
  requestHeaders.set('accept', 'text/event-stream');
  const silence = new AbortController();
  const timer = setTimeout(() => {
    silence.abort();
  }, SILENCE_MS).unref();
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      // Following a redirect could send credentials to another host.
      redirect: 'error',
      headers: requestHeaders,
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) {
      await response.body?.cancel();
      throw new NoEventsError(`The server sends no events (HTTP ${response.status}).`);
    }
    let text = '';
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      timer.refresh();
      const events = `${text}${part}`.split('\n\n');
      text = events.pop() ?? '';
      for (const { event, data } of events.map(toEvent)) {
        // A subscription begins with a comment, an error does not.
        if (event === '' && data === '') onOpen();
        if (event === 'complete') return;
        const result: unknown = event === 'next' ? JSON.parse(data) : undefined;
        if (isObject(result)) yield result;
      }
    }
    throw new Error('The connection was closed.');
  } finally {
    clearTimeout(timer);
  }
}

function toEvent(text: string): { readonly event: string; readonly data: string } {
  const fields = new Map(text.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line] as const));
  const valueOf = (name: string) =>
    fields
      .get(name)
      ?.slice(name.length + 1)
      .trimStart() ?? '';
  return { event: valueOf('event'), data: valueOf('data') };
}

import type { FastifyReply } from 'fastify';
import type { FormattedExecutionResult } from 'graphql';
import type { ServerResponse } from 'node:http';
import type { EventStream } from './event-stream.js';
import type { OpenStreams } from './open-streams.js';

const COMMENT = ':\n\n';
const COMPLETE = 'event: complete\ndata:\n\n';
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Nginx would collect events until its buffer is full.
  'x-accel-buffering': 'no',
};

/** `json`: a result as JSON. */
function toNext(json: string): string {
  return `event: next\ndata: ${json}\n\n`;
}

/** Sends a single result, as JSON, as the only event. */
export function sendEvent(reply: FastifyReply, json: string): FastifyReply {
  return reply.headers(HEADERS).send(toNext(json) + COMPLETE);
}

/** How a transport treats subscribers that do not read. */
export interface Patience {
  /** Milliseconds that a response may wait for the subscriber to read. */
  readonly stallMs: number;
}

type Events = Pick<EventStream<object>, 'next' | 'return'>;

/**
 * Sends the responses of a subscription as Server-Sent Events, in the distinct connections mode of GraphQL over SSE. The
 * handler of graphql-sse takes responses from their source faster than the subscriber reads them, and keeps them all.
 */
export async function sendEvents(
  reply: FastifyReply,
  results: FormattedExecutionResult | Events,
  { open, stallMs }: Patience & { readonly open: OpenStreams },
): Promise<void> {
  const { raw } = reply;
  if (!('next' in results)) {
    sendEvent(reply, JSON.stringify(results));
    return;
  }
  if (raw.destroyed) {
    await results.return();
    return;
  }
  reply.hijack();
  for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...HEADERS })) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  // Written alone, the head is one string. Else its fifty parts would be kept as long as the response.
  raw.flushHeaders();
  // Some browsers show a response only when its body begins.
  raw.write(COMMENT);
  const connection = {
    // Closed without `complete`, so that the subscriber comes back.
    close: () => raw.destroy(),
    ping: () => !raw.writableNeedDrain && raw.write(COMMENT),
  };
  open.add(connection);
  raw.once('close', () => {
    open.remove(connection);
    void results.return();
  });
  if (await sendAll(raw, results, stallMs)) raw.end(COMPLETE);
  else raw.destroy();
}

/** `false`: the subscriber has gone, or does not read. */
async function sendAll(raw: ServerResponse, results: Events, stallMs: number): Promise<boolean> {
  for (;;) {
    const { done, value } = await results.next();
    if (raw.destroyed) return false;
    if (done === true) return true;
    if (!raw.write(toNext(JSON.stringify(value))) && !(await drained(raw, stallMs))) return false;
  }
}

function drained(raw: ServerResponse, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      raw.off('drain', end).off('close', end);
      resolve(raw.writable && !raw.writableNeedDrain);
    };
    const timer = setTimeout(end, timeoutMs);
    raw.on('drain', end).on('close', end);
  });
}

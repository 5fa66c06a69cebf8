import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';

/** Called with the id of each job of which a change is received. */
export type Receive = (nativeId: string) => void;

/** One subscriber over a socket of its own. */
export interface Subscriber {
  /** Reads no more. What the server sends waits in the buffers of the sockets. */
  pause(): void;
  /** Reads again. Resolves with how the server ended the subscription; `undefined`: not within `timeoutMs`. */
  ended(timeoutMs: number): Promise<string | undefined>;
  close(): void;
}

export interface Target {
  readonly port: number;
  readonly query: string;
}

export const TRANSPORTS = { 'Server-Sent Events': overEvents, WebSocket: overWebSocket } as const;

/** Resolves when the subscription is accepted, as far as the transport shows that. */
export async function overEvents({ port, query }: Target, receive: Receive): Promise<Subscriber> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const body = JSON.stringify({ query });
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const head = (await once(socket, 'data')) as [Buffer];
  if (!head[0].toString().startsWith('HTTP/1.1 200')) throw new Error(head[0].toString());
  socket.setEncoding('latin1');
  let isComplete = false;
  let rest = '';
  socket.on('data', (text: string) => {
    if (text.includes('event: complete')) isComplete = true;
    rest = receiveAll(rest + text, receive);
  });
  return {
    pause: () => socket.pause(),
    ended: async (timeoutMs) => {
      socket.resume();
      const isEnded = await closed(socket, timeoutMs);
      return isEnded ? (isComplete ? 'complete' : 'closed without complete') : undefined;
    },
    close: () => socket.destroy(),
  };
}

export async function overWebSocket({ port, query }: Target, receive: Receive): Promise<Subscriber> {
  const url = `ws://127.0.0.1:${port}/graphql`;
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false, skipUTF8Validation: true });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await once(socket, 'message');
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
  socket.on('message', (data: Buffer) => void receiveAll(data.toString('latin1'), receive));
  socket.on('error', () => undefined);
  const end = once(socket, 'close') as Promise<[number]>;
  return {
    pause: () => {
      socket.pause();
    },
    ended: async (timeoutMs) => {
      socket.resume();
      const timeout = new Promise<undefined>((resolve) => setTimeout(resolve, timeoutMs, undefined).unref());
      const ended = await Promise.race([end, timeout]);
      return ended && `code ${ended[0]}`;
    },
    close: () => {
      socket.terminate();
    },
  };
}

const ID = /"nativeId":"([^"]+)"/g;

/** Returns the end of the text, which may be a part of an event. */
function receiveAll(text: string, receive: Receive): string {
  let end = 0;
  for (const match of text.matchAll(ID)) {
    receive(match[1] ?? '');
    end = match.index + match[0].length;
  }
  return text.slice(Math.max(end, text.length - 200));
}

async function closed(socket: Socket, timeoutMs: number): Promise<boolean> {
  if (socket.closed) return true;
  socket.on('error', () => undefined);
  try {
    await once(socket, 'close', { signal: AbortSignal.timeout(timeoutMs) });
    return true;
  } catch {
    return socket.closed;
  }
}

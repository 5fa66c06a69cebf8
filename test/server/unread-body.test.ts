import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { request as undiciRequest } from 'undici';
import { describe, expect, it } from 'vitest';
import { serve } from './test-server.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const MEGABYTE = 1_000_000;
const bodyOf = (megabytes: number) => JSON.stringify({ query: `{ hello } # ${'x'.repeat(megabytes * MEGABYTE)}` });

/** Resolves at the event, or when the connection closes or fails. */
function next(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      resolve();
    };
    socket.once(event, done).once('close', done).once('error', done);
  });
}

/** Clients that send a body in different ways. Each resolves with the status that it receives. */
const CLIENTS: Record<string, (url: string, body: string, headers: Record<string, string>) => Promise<number>> = {
  fetch: async (url, body, headers) => (await fetch(url, { method: 'POST', headers, body })).status,
  undici: async (url, body, headers) => {
    const { statusCode, body: reply } = await undiciRequest(url, { method: 'POST', headers, body });
    await reply.dump();
    return statusCode;
  },
  'http.request': async (url, body, headers) => {
    const sent = request(url, { method: 'POST', headers });
    // The server may be closed while the rest of the body is being sent.
    sent.on('error', () => undefined).end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    return response.statusCode ?? 0;
  },
  'a client that reads only after it has sent everything': async (url, body, headers) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
      .setEncoding('latin1')
      .pause();
    const lines = Object.entries({ host: 'localhost', ...headers, 'content-length': `${Buffer.byteLength(body)}` });
    socket.write(`POST /graphql HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    for (let start = 0; start < body.length && !socket.closed; start += 100_000) {
      if (!socket.write(body.slice(start, start + 100_000))) await next(socket, 'drain');
    }
    let reply = '';
    socket.on('data', (data: string) => (reply += data)).resume();
    await next(socket, 'data');
    socket.destroy();
    return Number(/^HTTP\/1\.1 (\d+)/.exec(reply)?.[1]);
  },
};

describe('a body that is too large', () => {
  it.each(Object.keys(CLIENTS))('causes a 413 that its sender can read: %s', async (name) => {
    const { server } = await serve();
    const statuses = new Set<number | undefined>();
    for (const megabytes of [1.1, 3, 12]) {
      for (let round = 0; round < 3; round++) {
        statuses.add(await CLIENTS[name]?.(`${server.url}graphql`, bodyOf(megabytes), JSON_TYPE));
      }
    }
    expect([...statuses]).toEqual([413]);
  });

  it('is read up to 32 MB; then the connection is closed', async () => {
    const { server } = await serve();
    const socket = connect(server.port, '127.0.0.1');
    socket.write('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n');
    socket.write('transfer-encoding: chunked\r\n\r\n');
    const chunk = `${(100_000).toString(16)}\r\n${' '.repeat(100_000)}\r\n`;
    let sent = 0;
    const write = () => {
      while (!socket.destroyed && sent < 500 * MEGABYTE) {
        sent += 100_000;
        if (!socket.write(chunk)) return;
      }
    };
    socket.on('drain', write).resume();
    write();
    await next(socket, 'close');
    expect(sent).toBeGreaterThan(30 * MEGABYTE);
    expect(sent).toBeLessThan(100 * MEGABYTE);
  });
});

describe('a request that is rejected before its body is read', () => {
  it.each(Object.keys(CLIENTS))(
    'gets a response that its sender can read, also with Connection: close: %s',
    async (name) => {
      const { server } = await serve('auth: { routerSecret: s }');
      const send = async (path: string, headers: object) =>
        CLIENTS[name]?.(`${server.url}${path}`, bodyOf(5), { ...JSON_TYPE, connection: 'close', ...headers });
      expect(await send('graphql', {})).toBe(401);
      expect(await send('graphql', { 'content-type': 'text/plain', 'router-authorization': 's' })).toBe(415);
    },
  );

  it('leaves its connection usable', async () => {
    const { server } = await serve('auth: { routerSecret: s }');
    const socket = connect(server.port, '127.0.0.1').setEncoding('latin1');
    const head = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
    let replies = '';
    socket.on('data', (data: string) => (replies += data));
    socket.write(`${head}content-length: 21\r\n\r\n{"query":`);
    await expect.poll(() => replies).toContain('401 Unauthorized');
    socket.write(`"{hello}"  }${head}router-authorization: s\r\ncontent-length: 19\r\n\r\n{"query":"{hello}"}`);
    await expect.poll(() => replies).toContain('Hello world');
    socket.destroy();
  });
});

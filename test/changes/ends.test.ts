import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { CSS } from '../store/rows.js';
import { OTHER, startChangingServer } from './changing-server.js';
import { overSse, TRANSPORTS } from './subscribing.js';

/** A server that takes tokens of an issuer, and how to make them. */
async function startWithTokens() {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] };
  const config = { auth: { jwt: { jwksUri: 'https://issuer.example/keys', issuer: 'i', audience: 'a' } } };
  const fetchKeys = () => Promise.resolve(Response.json(keys));
  const changing = await startChangingServer({ config, options: { fetchKeys } });
  const tokenFor = async (accounts: unknown, seconds: number) => {
    const token = await new SignJWT({ jobgraph_accounts: accounts })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer('i')
      .setAudience('a')
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
      .sign(privateKey);
    return { authorization: `Bearer ${token}` };
  };
  return { ...changing, tokenFor };
}

describe.each(Object.entries(TRANSPORTS))('a subscription over %s', (_, subscribe) => {
  it('shows only changes of accounts that the caller may see', async () => {
    const { endpoint, change, tokenFor } = await startWithTokens();
    const headers = await tokenFor([OTHER.name], 60);
    const received = subscribe({ endpoint, headers });
    for (let count = 0; received.changes.length < 3; count++) {
      await change(`hidden-${count}`, 'RUNNING', CSS.name);
      await change(`shown-${count}`, 'RUNNING', OTHER.name);
      await sleep(50);
    }
    expect(received.changes.map(({ job }) => job.account.name)).not.toContain(CSS.name);
  });

  it('ends with an error when the token expires', async () => {
    const { endpoint, tokenFor } = await startWithTokens();
    // Five seconds more are granted for clocks that differ.
    const received = subscribe({ endpoint, headers: await tokenFor('*', -3) });
    expect(await received.ended).toBe('complete');
    expect(received.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('is rejected without a token', async () => {
    const { endpoint } = await startWithTokens();
    expect(await subscribe({ endpoint }).ended).not.toBe('complete');
  });
});

describe('a subscriber that does not read', () => {
  const WIDE = `subscription { clusterJobChanges { cursor ${Array.from({ length: 150 }, (_, index) => `f${index}: job { id account { id name region } details { __typename } }`).join(' ')} } }`;
  const MANY = { limits: { aliases: 200 } };

  it('is closed with 4429 over a WebSocket, and no other one misses a change', async () => {
    const { endpoint, change } = await startChangingServer({ config: MANY, options: { stallMs: 300 } });
    const other = overSse({ endpoint });
    const socket = new WebSocket(endpoint.href.replace('http', 'ws'), 'graphql-transport-ws');
    onTestFinished(() => {
      socket.terminate();
    });
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: WIDE } }));
    while (other.changes.length === 0) {
      await change(`mark-${Math.random()}`);
      await sleep(50);
    }
    socket.pause();
    const closed = once(socket, 'close') as Promise<[number]>;
    const before = other.changes.length;
    const names = Array.from({ length: 400 }, (_, index) => `job-${index}`);
    for (const name of names) await change(name);
    while (other.changes.at(-1)?.job.nativeId !== names.at(-1)) await sleep(20);
    expect(other.changes.slice(before).map(({ job }) => job.nativeId)).toEqual(expect.arrayContaining(names));
    await sleep(1000);
    socket.resume();
    const [code] = await closed;
    expect(code).toBe(4429);
  });

  it('is disconnected without `complete` from Server-Sent Events', async () => {
    const { endpoint, change } = await startChangingServer({ config: MANY, options: { stallMs: 300 } });
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: WIDE }),
    });
    const chunks = response.body?.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
    let text = '';
    const readOn = async () => {
      const next = await chunks?.next();
      text += next?.value ?? '';
      return next?.done !== true;
    };
    while (!text.includes('event: next')) {
      await change(`mark-${Math.random()}`);
      await readOn();
    }
    for (let index = 0; index < 400; index++) await change(`job-${index}`);
    await sleep(1500);
    const rest = (async () => {
      while (await readOn());
    })();
    await expect(rest).rejects.toThrow();
    expect(text).not.toContain('event: complete');
  });
});

describe('a WebSocket', () => {
  async function statusFor(headers: Record<string, string>, path = '/graphql', config: object = {}): Promise<number> {
    const { server } = await startChangingServer({ config });
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, 'graphql-transport-ws', { headers });
    socket.on('error', () => undefined);
    onTestFinished(() => {
      socket.terminate();
    });
    return new Promise((resolve) => {
      socket.on('open', () => {
        resolve(101);
      });
      socket.on('unexpected-response', (_, { statusCode = 0 }) => {
        resolve(statusCode);
      });
    });
  }

  it('is open to programs, to the server’s own pages, and to those of configured origins', async () => {
    expect(await statusFor({})).toBe(101);
    expect(await statusFor({ origin: 'http://jobgraph.localhost:1', host: 'jobgraph.localhost:1' })).toBe(101);
    const origin = 'https://console.example';
    expect(await statusFor({ origin }, '/graphql', { server: { cors: [origin] } })).toBe(101);
  });

  it('is closed to pages of other origins, and at other paths', async () => {
    expect(await statusFor({ origin: 'https://evil.example' })).toBe(403);
    expect(await statusFor({ origin: 'null' })).toBe(403);
    expect(await statusFor({}, '/health/live')).toBe(404);
  });

  it('without the subprotocol graphql-transport-ws is closed with 4406', async () => {
    const { endpoint } = await startChangingServer();
    const socket = new WebSocket(endpoint.href.replace('http', 'ws'));
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(4406);
  });
});

describe('Server-Sent Events by GET', () => {
  it('need a header that a cross-site request of a browser does not have', async () => {
    const { endpoint } = await startChangingServer();
    endpoint.searchParams.set('query', '{ cloudAccounts { name } }');
    const accept = 'text/event-stream';
    const read = async (headers: object) => (await fetch(endpoint, { headers: { accept, ...headers } })).text();
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      expect(await read(headers)).toContain('CSRF');
      expect(await read({ ...headers, 'apollo-require-preflight': 'true' })).toContain(CSS.name);
    }
    expect(await read({})).toContain(CSS.name);
    expect(await read({ 'sec-fetch-site': 'same-origin', origin: endpoint.origin })).toContain(CSS.name);
  });
});

import { describe, expect, test, vi } from 'vitest';
import { createAgent } from '../../src/upstream/index.js';
import type { Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { openUpstream, type TestUpstream } from './test-upstream.js';

/** Makes this number of different calls at once. */
function getMany({ get }: TestUpstream, count: number): Promise<PromiseSettledResult<unknown>[]> {
  return Promise.allSettled(Array.from({ length: count }, (_, index) => get(`/${index}`)));
}

/** Holds requests until `release`, then responds with `responder`. `waiting` has the requests that are held. */
function counting(responder: Responder) {
  const waiting: (() => void)[] = [];
  const hold: Responder = (socket, received) => {
    waiting.push(() => {
      responder(socket, received);
    });
  };
  return {
    hold,
    waiting,
    release: () => {
      waiting.splice(0).forEach((respond) => {
        respond();
      });
    },
  };
}

/** Gets a signature of the account accepted, so that the key guard does not limit its concurrency. */
async function acceptSignature({ get, server }: TestUpstream): Promise<void> {
  server.respondWith(fault.json({}));
  await get('/proof');
}

describe('the concurrency of an account', () => {
  test('limits the attempts in progress, and all calls complete', async () => {
    const client = await openUpstream([], { concurrency: 4 });
    await acceptSignature(client);
    const { hold, waiting, release } = counting(fault.json({}));
    client.server.respondWith(hold);
    const pending = getMany(client, 10);
    const rounds: number[] = [];
    for (const expected of [4, 4, 2]) {
      await vi.waitFor(() => {
        expect(waiting.length).toBeGreaterThanOrEqual(expected);
      });
      rounds.push(waiting.length);
      release();
    }
    expect(rounds).toEqual([4, 4, 2]);
    expect((await pending).every(({ status }) => status === 'fulfilled')).toBe(true);
  });

  test('is at most three until the provider has accepted a signature', async () => {
    const client = await openUpstream([], { concurrency: 8 });
    const { hold, waiting, release } = counting(fault.json({}));
    client.server.respondWith(hold);
    const pending = getMany(client, 8);
    await vi.waitFor(() => {
      expect(waiting.length).toBeGreaterThanOrEqual(3);
    });
    expect(waiting).toHaveLength(3);
    client.server.respondWith(fault.json({}));
    release();
    expect((await pending).every(({ status }) => status === 'fulfilled')).toBe(true);
  });

  test('is halved once when all attempts in progress are throttled, and grows again with each success', async () => {
    const client = await openUpstream([], { concurrency: 8 });
    await acceptSignature(client);
    const throttling = counting(fault.reply(429));
    client.clock.stop();
    client.server.respondWith(throttling.hold);
    const first = getMany(client, 8);
    await vi.waitFor(() => {
      expect(throttling.waiting).toHaveLength(8);
    });
    throttling.release();
    await vi.waitFor(() => {
      expect(client.clock.pauses).toHaveLength(8);
    });

    const healthy = counting(fault.json({}));
    client.server.respondWith(healthy.hold);
    client.clock.go();
    await vi.waitFor(() => {
      expect(healthy.waiting.length).toBeGreaterThanOrEqual(4);
    });
    expect(healthy.waiting).toHaveLength(4);
    client.server.respondWith(fault.json({}));
    healthy.release();
    await first;

    for (let round = 0; round < 10; round++) await getMany(client, 8);
    const full = counting(fault.json({}));
    client.server.respondWith(full.hold);
    const last = getMany(client, 8);
    await vi.waitFor(() => {
      expect(full.waiting).toHaveLength(8);
    });
    full.release();
    await last;
  });

  test('passes the slot of a cancelled call to the next one in the queue', async () => {
    const client = await openUpstream([], { concurrency: 1 });
    const { hold, waiting, release } = counting(fault.json({}));
    client.server.respondWith(hold);
    const disconnecting = new AbortController();
    const first = client.get('/first');
    const second = client.get('/second', client.operation({ signal: disconnecting.signal }));
    const third = client.get('/third');
    await vi.waitFor(() => {
      expect(waiting).toHaveLength(1);
    });
    disconnecting.abort();
    await expect(second).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    client.server.respondWith(fault.json({}));
    release();
    await expect(Promise.all([first, third])).resolves.toHaveLength(2);
    expect(client.server.received.map(({ target }) => target)).toEqual(['/first', '/third']);
  });

  test('has a queue of limited length', async () => {
    const client = await openUpstream([fault.hang], { concurrency: 1 });
    const pending = Array.from({ length: 10_002 }, (_, index) => {
      const disconnecting = new AbortController();
      return { disconnecting, response: client.get(`/${index}`, client.operation({ signal: disconnecting.signal })) };
    });
    const last = pending.at(-1)?.response;
    await expect(last).rejects.toMatchObject({
      code: 'UPSTREAM_THROTTLED',
      message: 'Too many calls are waiting for this account.',
    });
    for (const { disconnecting } of pending) disconnecting.abort();
    await Promise.allSettled(pending.map(({ response }) => response));
  });
});

describe('the rate of an account', () => {
  const rate = { requests: 3, perSeconds: 6 };

  test('is a token bucket that starts full and refills at the configured rate', async () => {
    const client = await openUpstream([fault.json({})], { rate });
    for (let call = 0; call < 5; call++) await client.get(`/${call}`);
    expect(client.clock.pauses).toEqual([2000, 2000]);
  });

  test('is a token bucket that refills while idle up to its capacity', async () => {
    const client = await openUpstream([fault.json({})], { rate });
    for (let call = 0; call < 3; call++) await client.get(`/${call}`);
    client.clock.advance(3_600_000);
    for (let call = 3; call < 7; call++) await client.get(`/${call}`);
    expect(client.clock.pauses).toEqual([2000]);
  });

  test('is unlimited by default', async () => {
    const client = await openUpstream([fault.json({})]);
    for (let call = 0; call < 20; call++) await client.get(`/${call}`);
    expect(client.clock.pauses).toEqual([]);
  });

  test('rejects a call at once if it would have to wait beyond its deadline, and takes no token for it', async () => {
    const client = await openUpstream([fault.json({})], { rate });
    for (let call = 0; call < 3; call++) await client.get(`/${call}`);
    for (let call = 0; call < 3; call++) {
      const shortDeadline = client.operation({ timeoutMs: 1000 });
      await expect(client.get(`/hurried/${call}`, shortDeadline)).rejects.toMatchObject({
        code: 'UPSTREAM_THROTTLED',
        retryAfterSeconds: 2,
      });
    }
    await client.get('/patient');
    expect(client.clock.pauses).toEqual([2000]);
    expect(client.server.received).toHaveLength(4);
  });
});

describe('the call budget of an operation', () => {
  test('counts calls, not attempts', async () => {
    const client = await openUpstream([fault.reply(503), fault.reply(503), fault.json({})]);
    const operation = client.operation({ upstreamCalls: 2 });
    await client.get('/first', operation);
    await client.get('/second', operation);
    await expect(client.get('/third', operation)).rejects.toMatchObject({
      code: 'UPSTREAM_LIMIT',
      retryable: false,
      message: 'The operation has used up limits.upstreamCalls.',
    });
    expect(client.server.received).toHaveLength(4);
  });
});

describe('the memory for responses', () => {
  test('is shared by all responses in flight and released after each', async () => {
    const agent = createAgent({ responseBytes: 5 * 1024 * 1024 });
    const client = await openUpstream([fault.endless(5)], { agent });
    await expect(client.get()).rejects.toMatchObject({
      code: 'UPSTREAM_LIMIT',
      retryable: true,
      message: 'Too many large responses are being read at once.',
    });
    client.server.respondWith(fault.json({ text: ' '.repeat(2 * 1024 * 1024) }));
    for (let call = 0; call < 3; call++) await expect(client.get()).resolves.toBeDefined();
    await agent.close();
  });

  test('has room for responses of one account while endless responses of another fill the rest', async () => {
    const agent = createAgent({ responseBytes: 8 * 1024 * 1024 });
    const grown: unknown[] = [];
    const growing: Responder = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 8000000\r\n\r\n');
      socket.write(' '.repeat(1024 * 1024), () => grown.push(socket));
    };
    const [failing, healthy] = [await openUpstream([], { agent }), await openUpstream([], { agent })];
    await acceptSignature(failing);
    failing.server.respondWith(growing);
    const disconnecting = new AbortController();
    const pending = Array.from({ length: 8 }, (_, index) =>
      failing.get(`/${index}`, failing.operation({ signal: disconnecting.signal })).catch(() => 'failed'),
    );
    await vi.waitFor(() => {
      expect(grown.length).toBeGreaterThanOrEqual(8);
    });
    await Promise.race(pending);
    healthy.server.respondWith(fault.json({ text: ' '.repeat(2 * 1024 * 1024) }));
    for (let call = 0; call < 3; call++) await expect(healthy.get(`/${call}`)).resolves.toBeDefined();
    disconnecting.abort();
    expect(await Promise.all(pending)).toContain('failed');
    await agent.close();
  });
});

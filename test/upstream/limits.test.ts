import { describe, expect, test, vi } from 'vitest';
import type { Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { openUpstream, type TestUpstream } from './test-upstream.js';
import { acceptSignature } from './counting.js';

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

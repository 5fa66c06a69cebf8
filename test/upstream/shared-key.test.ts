import { describe, expect, test, vi } from 'vitest';
import { type AccountState, KeyLockoutGuard, LocalLockout, type UpstreamObserver } from '../../src/upstream/index.js';
import type { FaultServer, Responder } from '../support/fault-server.js';
import { HurriedClock } from '../support/hurried-clock.js';
import * as fault from '../support/responders.js';
import { openUpstream, type TestUpstream } from './test-upstream.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);

function rejection(serverTime = START): Responder {
  return fault.reply(401, '', { date: new Date(serverTime).toUTCString() });
}

describe('accounts that share an access key', () => {
  /** Accounts with the same key, each with its own server. */
  async function openUpstreams(
    count: number,
    replicas = 1,
  ): Promise<{ clients: readonly TestUpstream[]; clock: HurriedClock }> {
    const clock = new HurriedClock();
    const guard = new KeyLockoutGuard(new LocalLockout(clock, replicas));
    const clients = await Promise.all(Array.from({ length: count }, () => openUpstream([rejection()], { guard })));
    return { clients, clock };
  }

  const getMany = (clients: readonly TestUpstream[], count = 1) =>
    Promise.allSettled(clients.flatMap(({ get }) => Array.from({ length: count }, (_, index) => get(`/${index}`))));
  const sentTo = (clients: readonly { server: FaultServer }[]) =>
    clients.reduce((sum, { server }) => sum + server.received.length, 0);

  test.each([1, 20])(
    'are all paused for a minute after three rejections in a row; then one call is tried (%i calls)',
    async (n) => {
      const { clients, clock } = await openUpstreams(4);
      for (let round = 0; round < 4; round++) await getMany(clients, n);
      expect(sentTo(clients)).toBe(3);
      clock.advance(MINUTE);
      await getMany(clients, n);
      expect(sentTo(clients)).toBe(4);
    },
  );

  test.each([1, 20])('are paused after one rejection if there are several replicas (%i calls)', async (n) => {
    const { clients, clock } = await openUpstreams(3, 4);
    for (let round = 0; round < 3; round++) await getMany(clients, n);
    expect(sentTo(clients)).toBe(1);
    clock.advance(MINUTE);
    await getMany(clients, n);
    expect(sentTo(clients)).toBe(2);
  });

  test('cause one warning', async () => {
    const { clients } = await openUpstreams(4);
    await getMany(clients, 5);
    expect(clients.flatMap(({ warnings }) => warnings)).toHaveLength(1);
  });

  test('count as rejected from the first rejection until a signature is accepted', async () => {
    let readState: (() => AccountState) | undefined;
    const accountOpened: UpstreamObserver['accountOpened'] = (_, read) => {
      readState = read;
    };
    const { server, get } = await openUpstream([fault.json({})], { observers: [{ accountOpened }] });
    await get('/right');
    expect(readState?.().isCredentialRejected).toBe(false);
    server.respondWith(rejection());
    await expect(get('/wrong')).rejects.toThrow();
    expect(readState?.()).toMatchObject({ isCredentialRejected: true, isCredentialSilenced: false });
    server.respondWith(fault.json({}));
    await get('/again');
    expect(readState?.().isCredentialRejected).toBe(false);
  });

  test('are limited individually: an accepted signature of one does not prove those of another', async () => {
    const { clients } = await openUpstreams(2);
    const [healthy, failing] = clients as [TestUpstream, TestUpstream];
    healthy.server.respondWith(fault.json({}));
    await healthy.get();
    await getMany([failing], 20);
    expect(sentTo([failing])).toBe(3);
  });

  test('send at most three more requests together after a rejection of one', async () => {
    const { clients } = await openUpstreams(3);
    for (const { server } of clients) server.respondWith(fault.json({}));
    await getMany(clients);
    const before = sentTo(clients);
    for (const { server } of clients) server.respondWith(rejection());
    await getMany(clients.slice(0, 1));
    await getMany(clients, 20);
    expect(sentTo(clients) - before).toBe(3);
  });

  test('send at most five requests with a wrong clock, because the sixth would lock the key', async () => {
    const { clients } = await openUpstreams(6);
    for (const { server } of clients) server.respondWith(rejection(START + 20 * MINUTE));
    await getMany(clients);
    expect(sentTo(clients)).toBeLessThanOrEqual(5);
  });

  test('get their turn after one whose service hangs has used the three unproven requests', async () => {
    const { clients } = await openUpstreams(2);
    const [failing, healthy] = clients as [TestUpstream, TestUpstream];
    const disconnecting = new AbortController();
    failing.server.respondWith(fault.hang);
    healthy.server.respondWith(fault.json({}));
    const stuck = Array.from({ length: 3 }, (_, index) =>
      failing.get(`/${index}`, failing.operation({ signal: disconnecting.signal })),
    );
    const others = Array.from({ length: 20 }, (_, index) => failing.get(`/other/${index}`));
    await vi.waitFor(() => {
      expect(sentTo([failing])).toBe(3);
    });
    const waiting = getMany([healthy], 10);
    disconnecting.abort();
    await Promise.allSettled(stuck);
    for (const { status } of await waiting) expect(status).toBe('fulfilled');
    failing.server.respondWith(fault.json({}));
    await failing.server.close();
    await Promise.allSettled(others);
  });
});

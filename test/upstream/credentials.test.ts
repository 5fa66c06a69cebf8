import { describe, expect, test, vi } from 'vitest';
import * as fault from '../support/responders.js';
import { openUpstream } from './test-upstream.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);

function rejection(status: number, serverTime = START) {
  return fault.reply(status, '', { date: new Date(serverTime).toUTCString() });
}

describe('a rejected token', () => {
  test('is replaced, and the call is repeated once', async () => {
    const { get, replacedTokens, server } = await openUpstream([fault.reply(419), fault.json({})], { hasToken: true });
    await expect(get()).resolves.toMatchObject({ body: {} });
    expect([replacedTokens(), server.received.length]).toEqual([1, 2]);
  });

  test('is an error if its replacement is rejected too', async () => {
    const { get, replacedTokens, server } = await openUpstream([fault.reply(419)], { hasToken: true });
    await expect(get()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH', retryable: false });
    expect([replacedTokens(), server.received.length]).toEqual([1, 2]);
  });

  test('is not replaced within a minute of the last replacement', async () => {
    const { get, clock, replacedTokens, warnings } = await openUpstream([fault.reply(419)], { hasToken: true });
    for (let call = 0; call < 20; call++) {
      await expect(get(`/${call}`)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
      clock.advance(2500);
    }
    expect(replacedTokens()).toBe(1);
    expect(warnings).toEqual([
      'The provider rejects credentials as soon as they are issued; no new one is requested for a minute.',
    ]);
    clock.advance(MINUTE);
    for (let call = 0; call < 20; call++) await expect(get(`/${call}`)).rejects.toThrow();
    expect([replacedTokens(), warnings.length]).toEqual([2, 2]);
  });

  test('stays in use for calls that accept it, if it is new', async () => {
    const { get, replacedTokens, server } = await openUpstream([fault.reply(419)], { hasToken: true });
    await expect(get('/rejected')).rejects.toThrow();
    server.respondWith(fault.json({}), fault.reply(419));
    await expect(get('/accepted')).resolves.toMatchObject({ body: {} });
    await expect(get('/rejected')).rejects.toThrow();
    expect(replacedTokens()).toBe(1);
  });

  test('is replaced once when several attempts reject it', async () => {
    const { get, replacedTokens, server } = await openUpstream([fault.reply(419), fault.reply(419), fault.json({})], {
      hasToken: true,
    });
    await Promise.all([get('/first'), get('/second')]);
    expect([replacedTokens(), server.received.length]).toEqual([1, 4]);
  });
});

describe("a difference to the provider's clock", () => {
  test.each([
    ['ahead', 401, 20 * MINUTE],
    ['behind', 401, -20 * MINUTE],
    ['ahead', 408, 2 * MINUTE],
    ['behind', 408, -2 * MINUTE],
  ])(
    'is corrected: if it is %s, one attempt with its time follows a rejection (%i)',
    async (_where, status, offset) => {
      const { get, signedAt, warnings } = await openUpstream([rejection(status, START + offset), fault.json({})]);
      await expect(get()).resolves.toMatchObject({ body: {} });
      expect(signedAt).toEqual([START, START + offset]);
      expect(warnings).toEqual(["This machine's clock and the provider's differ; signatures follow the provider's."]);
    },
  );

  test('is applied to later calls at their first attempt', async () => {
    const { get, clock, signedAt } = await openUpstream([rejection(401, START + 20 * MINUTE), fault.json({})]);
    await get();
    clock.advance(1000);
    await get();
    expect(signedAt.at(-1)).toBe(START + 20 * MINUTE + 1000);
  });

  test('is corrected for one account only', async () => {
    const { get, server } = await openUpstream([rejection(401, START + 20 * MINUTE), fault.json({})]);
    await get();
    const other = await openUpstream([], { endpoint: server.url });
    await other.get();
    expect(other.signedAt).toEqual([START]);
  });

  test('is not corrected if it is less than a minute', async () => {
    const { get, server } = await openUpstream([rejection(401, START + MINUTE)]);
    await expect(get()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH', upstreamRequestId: 'r-401' });
    expect(server.received).toHaveLength(1);
  });

  test.each([401, 408])('is not corrected without a Date header (%i)', async (status) => {
    const { get, server } = await openUpstream([fault.reply(status)]);
    await expect(get()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(server.received).toHaveLength(1);
  });

  test('is corrected only once per call', async () => {
    const { get, server } = await openUpstream([
      rejection(408, START + 20 * MINUTE),
      rejection(408, START + 90 * MINUTE),
    ]);
    await expect(get()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(server.received).toHaveLength(2);
  });

  test('is corrected once for all attempts signed before the correction', async () => {
    const off = rejection(401, START + 20 * MINUTE);
    const { get, warnings } = await openUpstream([off, off, off, fault.json({})]);
    await expect(Promise.all([get('/1'), get('/2'), get('/3')])).resolves.toHaveLength(3);
    expect(warnings).toHaveLength(1);
  });
});

describe('a rejected signature', () => {
  test('stops all calls of the account for a minute if it is the third in a row; then one call is tried', async () => {
    const { get, clock, server } = await openUpstream([rejection(401)]);
    for (let call = 0; call < 10; call++)
      await expect(get(`/${call}`)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(server.received).toHaveLength(3);
    clock.advance(MINUTE);
    for (let call = 0; call < 10; call++)
      await expect(get(`/${call}`)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(server.received).toHaveLength(4);
  });

  test('is sent at most three times by concurrent calls', async () => {
    const { get, server } = await openUpstream([rejection(401)]);
    await Promise.allSettled(Array.from({ length: 20 }, (_, index) => get(`/${index}`)));
    expect(server.received).toHaveLength(3);
  });

  test('takes no rate token for calls that were not sent', async () => {
    const client = await openUpstream([rejection(401)], { rate: { requests: 10, perSeconds: 100_000 } });
    await Promise.allSettled(Array.from({ length: 10 }, (_, index) => client.get(`/${index}`)));
    client.clock.advance(MINUTE);
    client.server.respondWith(fault.json({}));
    for (let call = 0; call < 7; call++) await client.get(`/${call}`);
    expect(client.server.received).toHaveLength(10);
    await expect(client.get('/eleventh')).rejects.toMatchObject({ code: 'UPSTREAM_THROTTLED' });
  });

  test('is sent at most five times with a wrong clock and a wrong key, because the sixth would lock the key', async () => {
    const { get, server } = await openUpstream([rejection(401, START + 20 * MINUTE)]);
    await Promise.allSettled(Array.from({ length: 20 }, (_, index) => get(`/${index}`)));
    expect(server.received.length).toBeLessThanOrEqual(5);
  });

  test('is counted from zero after an accepted one', async () => {
    const { get, server } = await openUpstream([]);
    for (let round = 0; round < 4; round++) {
      server.respondWith(rejection(401), rejection(401), fault.reply(404));
      for (let call = 0; call < 3; call++) await expect(get(`/${round}/${call}`)).rejects.toThrow();
    }
    expect(server.received).toHaveLength(12);
  });

  test('is reported to the operator', async () => {
    const { get, warnings } = await openUpstream([rejection(401)]);
    for (let call = 0; call < 5; call++) await expect(get(`/${call}`)).rejects.toThrow();
    expect(warnings).toEqual([
      'The provider rejects the signatures of this account; its key is not used for a minute.',
    ]);
  });

  test('is not counted if the provider rejects the credentials for another reason', async () => {
    const { get, server } = await openUpstream([fault.reply(407)]);
    for (let call = 0; call < 5; call++) await expect(get(`/${call}`)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(server.received).toHaveLength(5);
    await vi.waitFor(() => {
      expect(server.open()).toBeGreaterThan(0);
    });
  });
});

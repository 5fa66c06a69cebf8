import { describe, expect, test, vi } from 'vitest';
import * as fault from '../support/responders.js';
import { openUpstream } from './test-upstream.js';

const SECOND = 1000;
/** The server's Date: half an hour ahead of the tests' clock, so that a test notices if the two are confused. */
const SERVER_DATE = 'Thu, 01 Jan 2026 00:30:00 GMT';

function throttled(retryAfter: string) {
  return fault.reply(429, '', { 'retry-after': retryAfter, date: SERVER_DATE });
}

describe('a retry', () => {
  test('is signed with its own time', async () => {
    const { get, clock, signedAt } = await openUpstream([fault.reply(503), fault.json({})]);
    await get();
    expect(signedAt).toHaveLength(2);
    expect(clock.pauses).toHaveLength(1);
    expect((signedAt[1] ?? 0) - (signedAt[0] ?? 0)).toBe(clock.pauses[0]);
  });

  test.each([
    { status: 503, chance: 0, pauses: [0, 0] },
    { status: 503, chance: 0.5, pauses: [50, 100] },
    { status: 503, chance: 0.99, pauses: [99, 198] },
    { status: 429, chance: 0, pauses: [0, 0] },
    { status: 429, chance: 0.5, pauses: [250, 500] },
  ])('follows a pause with full jitter after $status: $pauses at $chance', async ({ status, chance, pauses }) => {
    const { get, clock } = await openUpstream([fault.reply(status)]);
    clock.chance = chance;
    await expect(get()).rejects.toThrow();
    expect(clock.pauses).toEqual(pauses);
  });

  test.each([
    { value: '7', pauseMs: 7 * SECOND },
    { value: '0', pauseMs: 250 },
    { value: 'Thu, 01 Jan 2026 00:30:09 GMT', pauseMs: 9 * SECOND },
    { value: 'Thu, 01 Jan 2026 00:00:00 GMT', pauseMs: 250 },
    { value: '7 ', pauseMs: 7 * SECOND },
    { value: '7, 7', pauseMs: 7 * SECOND },
    { value: '+7', pauseMs: 7 * SECOND },
    { value: '7.5', pauseMs: 7.5 * SECOND },
    { value: 'Thursday, 01-Jan-26 00:30:09 GMT', pauseMs: 9 * SECOND },
    { value: 'Thu Jan  1 00:30:09 2026', pauseMs: 9 * SECOND },
    { value: 'thu, 01 jan 2026 00:30:09 gmt', pauseMs: 9 * SECOND },
    { value: 'soon', pauseMs: 250 },
    { value: 'soon 5', pauseMs: 250 },
    { value: '-5', pauseMs: 250 },
    { value: '1e3', pauseMs: 250 },
  ])('follows a pause of $pauseMs ms after Retry-After: $value', async ({ value, pauseMs }) => {
    const { get, clock } = await openUpstream([throttled(value), fault.json({})]);
    await get();
    expect(clock.pauses).toContain(pauseMs);
    expect(Math.max(...clock.pauses)).toBe(pauseMs);
  });

  test.each([
    { value: '20', seconds: 20 },
    { value: 'Thu, 01 Jan 2026 00:31:00 GMT', seconds: 60 },
    { value: '99999999999999999999', seconds: 2_147_483_647 },
  ])('is not made if Retry-After: $value is beyond the deadline', async ({ value, seconds }) => {
    const { get, clock, server } = await openUpstream([throttled(value)]);
    await expect(get()).rejects.toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAfterSeconds: seconds });
    expect([server.received.length, clock.pauses]).toEqual([1, []]);
  });

  test('is not made if the Retry-After of a 503 is beyond the deadline, which is reported as throttling', async () => {
    const busy = fault.reply(503, '', { 'retry-after': '3600' });
    const { get, server } = await openUpstream([busy]);
    await expect(get()).rejects.toMatchObject({
      code: 'UPSTREAM_THROTTLED',
      retryable: true,
      retryAfterSeconds: 3600,
    });
    expect(server.received).toHaveLength(1);
  });

  test('waits for a Retry-After that another call of the account received', async () => {
    const { get, clock, operation } = await openUpstream([throttled('5'), fault.json({})]);
    clock.stop();
    const pending = get('/first');
    await vi.waitFor(() => {
      expect(clock.pauses).toEqual([5 * SECOND]);
    });
    const ending = operation({ timeoutMs: SECOND });
    await expect(get('/second', ending)).rejects.toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAfterSeconds: 5 });
    clock.go();
    await expect(pending).resolves.toMatchObject({ body: {} });
  });

  test.each([
    [403, 'UPSTREAM_FORBIDDEN', false],
    [404, 'NOT_FOUND', false],
    [407, 'UPSTREAM_AUTH', false],
    [418, 'UPSTREAM_INVALID', false],
  ])('is not made after status %i, which is %s', async (status, code, retryable) => {
    const { get, server } = await openUpstream([fault.reply(status)]);
    await expect(get()).rejects.toMatchObject({ code, retryable, account: { name: 'search' } });
    expect(server.received).toHaveLength(1);
  });

  test('is not made after rejected parameters, which are a result because only the caller can interpret them', async () => {
    const { get, server } = await openUpstream([fault.reply(400)]);
    await expect(get()).resolves.toBe('rejected');
    expect(server.received).toHaveLength(1);
  });

  test("ends with an error that has the provider's request id", async () => {
    const { get } = await openUpstream([fault.reply(429)]);
    await expect(get()).rejects.toMatchObject({ upstreamRequestId: 'r-429' });
  });

  test('is not made after the deadline', async () => {
    const { get, operation, server, clock } = await openUpstream([fault.reply(503)]);
    clock.chance = 0.99;
    await expect(get('/jobs', operation({ timeoutMs: 99 }))).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(server.received).toHaveLength(1);
  });

  test('is made for less than a tenth of the calls in an outage', async () => {
    const { get, server } = await openUpstream([fault.reply(503)]);
    for (let call = 0; call < 1000; call++) await expect(get(`/${call}`)).rejects.toThrow();
    expect(server.received.length).toBeLessThanOrEqual(1100);
  });

  test('is limited by the quota while a quarter of the calls fail, which does not open the circuit breaker', async () => {
    const { get, server } = await openUpstream([fault.json({})]);
    let failing = 0;
    for (let call = 0; call < 400; call++) {
      server.respondWith(fault.json({}));
      for (let healthy = 0; healthy < 3; healthy++) await get(`/${call}/${healthy}`);
      const before = server.received.length;
      server.respondWith(fault.reply(503));
      await expect(get(`/${call}`)).rejects.toThrow();
      failing += server.received.length - before;
    }
    // The quota starts with a hundred retries and gains three fifths of one for each three successes.
    expect(failing).toBeLessThanOrEqual(400 + 100 + Math.ceil((400 * 3) / 5));
    expect(failing).toBeGreaterThan(500);
  });
});

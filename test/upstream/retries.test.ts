import { describe, expect, test, vi } from 'vitest';
import * as fault from '../support/responders.js';
import { openLine } from './line.js';

const SECOND = 1000;
/** The server's Date: half an hour from the clocks of the tests, so that nobody confuses the two. */
const SERVER_DATE = 'Thu, 01 Jan 2026 00:30:00 GMT';

function throttled(retryAfter: string) {
  return fault.reply(429, '', { 'retry-after': retryAfter, date: SERVER_DATE });
}

describe('when a call is repeated', () => {
  test('Each attempt is signed anew, at its own time', async () => {
    const { ask, clock, signedAt } = await openLine([fault.reply(503), fault.json({})]);
    await ask();
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
  ])('Pauses after $status are random from nothing up: $pauses at $chance', async ({ status, chance, pauses }) => {
    const { ask, clock } = await openLine([fault.reply(status)]);
    clock.chance = chance;
    await expect(ask()).rejects.toThrow();
    expect(clock.pauses).toEqual(pauses);
  });

  test.each([
    { value: '7', pauseMs: 7 * SECOND },
    { value: '0', pauseMs: 250 },
    { value: 'Thu, 01 Jan 2026 00:30:09 GMT', pauseMs: 9 * SECOND },
    { value: 'Thu, 01 Jan 2026 00:00:00 GMT', pauseMs: 250 },
    { value: 'soon', pauseMs: 250 },
    { value: '-5', pauseMs: 250 },
    { value: '1e3', pauseMs: 250 },
  ])('Retry-After: $value is a pause of $pauseMs ms', async ({ value, pauseMs }) => {
    const { ask, clock } = await openLine([throttled(value), fault.json({})]);
    await ask();
    expect(clock.pauses).toContain(pauseMs);
    expect(Math.max(...clock.pauses)).toBe(pauseMs);
  });

  test.each([
    { value: '20', seconds: 20 },
    { value: 'Thu, 01 Jan 2026 00:31:00 GMT', seconds: 60 },
    { value: '99999999999999999999', seconds: 2_147_483_647 },
  ])('Retry-After: $value, beyond the deadline, is answered at once', async ({ value, seconds }) => {
    const { ask, clock, server } = await openLine([throttled(value)]);
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAfterSeconds: seconds });
    expect([server.received.length, clock.pauses]).toEqual([1, []]);
  });

  test('Whatever asks for more patience than there is, is throttling', async () => {
    const busy = fault.reply(503, '', { 'retry-after': '3600' });
    const { ask, server } = await openLine([busy]);
    await expect(ask()).rejects.toMatchObject({
      code: 'UPSTREAM_THROTTLED',
      retryable: true,
      retryAfterSeconds: 3600,
    });
    expect(server.received).toHaveLength(1);
  });

  test('A Retry-After holds for the whole account', async () => {
    const { ask, clock, operation } = await openLine([throttled('5'), fault.json({})]);
    clock.stop();
    const asked = ask('/first');
    await vi.waitFor(() => {
      expect(clock.pauses).toEqual([5 * SECOND]);
    });
    const ending = operation({ timeoutMs: SECOND });
    await expect(ask('/second', ending)).rejects.toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAfterSeconds: 5 });
    clock.go();
    await expect(asked).resolves.toMatchObject({ body: {} });
  });

  test.each([
    [403, 'UPSTREAM_FORBIDDEN', false],
    [404, 'NOT_FOUND', false],
    [407, 'UPSTREAM_AUTH', false],
    [418, 'UPSTREAM_INVALID', false],
  ])('Status %i is %s after one attempt', async (status, code, retryable) => {
    const { ask, server } = await openLine([fault.reply(status)]);
    await expect(ask()).rejects.toMatchObject({ code, retryable, account: { name: 'search' } });
    expect(server.received).toHaveLength(1);
  });

  test('A refusal of the parameters is an answer, since only the caller knows what it means', async () => {
    const { ask, server } = await openLine([fault.reply(400)]);
    await expect(ask()).resolves.toBe('refused');
    expect(server.received).toHaveLength(1);
  });

  test("The provider's id for the failed request is passed on", async () => {
    const { ask } = await openLine([fault.reply(429)]);
    await expect(ask()).rejects.toMatchObject({ upstreamRequestId: 'r-429' });
  });

  test('Nobody waits for a retry that would come too late', async () => {
    const { ask, operation, server, clock } = await openLine([fault.reply(503)]);
    clock.chance = 0.99;
    await expect(ask('/jobs', operation({ timeoutMs: 99 }))).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(server.received).toHaveLength(1);
  });

  test('In an outage of many calls, retries stay below a tenth', async () => {
    const { ask, server } = await openLine([fault.reply(503)]);
    for (let call = 0; call < 1000; call++) await expect(ask(`/${call}`)).rejects.toThrow();
    expect(server.received.length).toBeLessThanOrEqual(1100);
  });

  test('Where every other call fails, so that no breaker opens, the quota bounds the retries', async () => {
    const { ask, server } = await openLine([fault.json({})]);
    let failing = 0;
    for (let call = 0; call < 400; call++) {
      server.answer(fault.json({}));
      for (let well = 0; well < 3; well++) await ask(`/${call}/${well}`);
      const before = server.received.length;
      server.answer(fault.reply(503));
      await expect(ask(`/${call}`)).rejects.toThrow();
      failing += server.received.length - before;
    }
    // A hundred retries from the start, and three fifths of one for the three successes between two failures.
    expect(failing).toBeLessThanOrEqual(400 + 100 + Math.ceil((400 * 3) / 5));
    expect(failing).toBeGreaterThan(500);
  });
});

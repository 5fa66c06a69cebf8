import { describe, expect, test, vi } from 'vitest';
import * as fault from '../support/responders.js';
import { openLine } from './line.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);

function refusal(status: number, serverTime = START) {
  return fault.reply(status, '', { date: new Date(serverTime).toUTCString() });
}

describe('when a token is refused', () => {
  test('A new one is bought and the question repeated, once', async () => {
    const { ask, forgotten, server } = await openLine([fault.reply(419), fault.json({})], { hasToken: true });
    await expect(ask()).resolves.toMatchObject({ body: {} });
    expect([forgotten(), server.received.length]).toEqual([1, 2]);
  });

  test('A second refusal is the end', async () => {
    const { ask, forgotten, server } = await openLine([fault.reply(419)], { hasToken: true });
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH', retryable: false });
    expect([forgotten(), server.received.length]).toEqual([1, 2]);
  });

  test('A new one that is rejected within a minute is not replaced, over all calls', async () => {
    const { ask, clock, forgotten, warnings } = await openLine([fault.reply(419)], { hasToken: true });
    for (let call = 0; call < 20; call++) {
      await expect(ask(`/${call}`)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
      clock.advance(2500);
    }
    expect(forgotten()).toBe(1);
    expect(warnings).toEqual([
      'The provider rejects tokens as soon as they are issued; no new token is requested for a minute.',
    ]);
    clock.advance(MINUTE);
    for (let call = 0; call < 20; call++) await expect(ask(`/${call}`)).rejects.toThrow();
    expect([forgotten(), warnings.length]).toEqual([2, 2]);
  });

  test('A new one that is rejected to some calls stays in use for the others', async () => {
    const { ask, forgotten, server } = await openLine([fault.reply(419)], { hasToken: true });
    await expect(ask('/rejected')).rejects.toThrow();
    server.answer(fault.json({}), fault.reply(419));
    await expect(ask('/accepted')).resolves.toMatchObject({ body: {} });
    await expect(ask('/rejected')).rejects.toThrow();
    expect(forgotten()).toBe(1);
  });

  test('However many attempts it was refused to, it is thrown away once', async () => {
    const { ask, forgotten, server } = await openLine([fault.reply(419), fault.reply(419), fault.json({})], {
      hasToken: true,
    });
    await Promise.all([ask('/first'), ask('/second')]);
    expect([forgotten(), server.received.length]).toEqual([1, 4]);
  });
});

describe("when the provider's clock is not ours", () => {
  test.each([
    ['ahead', 401, 20 * MINUTE],
    ['behind', 401, -20 * MINUTE],
    ['ahead', 408, 2 * MINUTE],
    ['behind', 408, -2 * MINUTE],
  ])('Where it is %s, a refusal (%i) is followed by one attempt at its time', async (_where, status, offset) => {
    const { ask, signedAt, warnings } = await openLine([refusal(status, START + offset), fault.json({})]);
    await expect(ask()).resolves.toMatchObject({ body: {} });
    expect(signedAt).toEqual([START, START + offset]);
    expect(warnings).toEqual(["This machine's clock and the provider's differ; signatures follow the provider's."]);
  });

  test('Later calls are signed at its time from the start', async () => {
    const { ask, clock, signedAt } = await openLine([refusal(401, START + 20 * MINUTE), fault.json({})]);
    await ask();
    clock.advance(1000);
    await ask();
    expect(signedAt.at(-1)).toBe(START + 20 * MINUTE + 1000);
  });

  test('The correction is of one account only', async () => {
    const { ask, server } = await openLine([refusal(401, START + 20 * MINUTE), fault.json({})]);
    await ask();
    const other = await openLine([], { endpoint: server.url });
    await other.ask();
    expect(other.signedAt).toEqual([START]);
  });

  test('A signature refused within a minute of its time is not sent again', async () => {
    const { ask, server } = await openLine([refusal(401, START + MINUTE)]);
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH', upstreamRequestId: 'r-401' });
    expect(server.received).toHaveLength(1);
  });

  test.each([401, 408])('Without a Date there is nothing to correct (%i)', async (status) => {
    const { ask, server } = await openLine([fault.reply(status)]);
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(server.received).toHaveLength(1);
  });

  test('A clock that is refused again after its correction is the end', async () => {
    const { ask, server } = await openLine([refusal(408, START + 20 * MINUTE), refusal(408, START + 90 * MINUTE)]);
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(server.received).toHaveLength(2);
  });

  test('Attempts that were signed before the correction are repeated without another', async () => {
    const off = refusal(401, START + 20 * MINUTE);
    const { ask, warnings } = await openLine([off, off, off, fault.json({})]);
    await expect(Promise.all([ask('/1'), ask('/2'), ask('/3')])).resolves.toHaveLength(3);
    expect(warnings).toHaveLength(1);
  });
});

describe('when signatures are refused', () => {
  test('After three in a row the account is silent for a minute, then tries once', async () => {
    const { ask, clock, server } = await openLine([refusal(401)]);
    for (let call = 0; call < 10; call++)
      await expect(ask(`/${call}`)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(server.received).toHaveLength(3);
    clock.advance(MINUTE);
    for (let call = 0; call < 10; call++)
      await expect(ask(`/${call}`)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(server.received).toHaveLength(4);
  });

  test('Also where many are asked at once, no more than three are sent', async () => {
    const { ask, server } = await openLine([refusal(401)]);
    await Promise.allSettled(Array.from({ length: 20 }, (_, index) => ask(`/${index}`)));
    expect(server.received).toHaveLength(3);
  });

  test('Who waited and was not sent leaves its share of the configured rate', async () => {
    const line = await openLine([refusal(401)], { rate: { requests: 10, perSeconds: 100_000 } });
    await Promise.allSettled(Array.from({ length: 10 }, (_, index) => line.ask(`/${index}`)));
    line.clock.advance(MINUTE);
    line.server.answer(fault.json({}));
    for (let call = 0; call < 7; call++) await line.ask(`/${call}`);
    expect(line.server.received).toHaveLength(10);
    await expect(line.ask('/eleventh')).rejects.toMatchObject({ code: 'UPSTREAM_THROTTLED' });
  });

  test('With a wrong clock and a wrong key, five at most are sent: the sixth would lock the key', async () => {
    const { ask, server } = await openLine([refusal(401, START + 20 * MINUTE)]);
    await Promise.allSettled(Array.from({ length: 20 }, (_, index) => ask(`/${index}`)));
    expect(server.received.length).toBeLessThanOrEqual(5);
  });

  test('An accepted one starts the count anew', async () => {
    const { ask, server } = await openLine([]);
    for (let round = 0; round < 4; round++) {
      server.answer(refusal(401), refusal(401), fault.reply(404));
      for (let call = 0; call < 3; call++) await expect(ask(`/${round}/${call}`)).rejects.toThrow();
    }
    expect(server.received).toHaveLength(12);
  });

  test('An operator is told', async () => {
    const { ask, warnings } = await openLine([refusal(401)]);
    for (let call = 0; call < 5; call++) await expect(ask(`/${call}`)).rejects.toThrow();
    expect(warnings).toEqual([
      'The provider rejects the signatures of this account; its key is not used for a minute.',
    ]);
  });

  test('Credentials refused for another reason are refused each time, without a count', async () => {
    const { ask, server } = await openLine([fault.reply(407)]);
    for (let call = 0; call < 5; call++) await expect(ask(`/${call}`)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(server.received).toHaveLength(5);
    await vi.waitFor(() => {
      expect(server.open()).toBeGreaterThan(0);
    });
  });
});

import { describe, expect, test, vi } from 'vitest';
import { KeyLockoutGuard } from '../../src/upstream/index.js';
import type { FaultServer, Responder } from '../support/fault-server.js';
import { HurriedClock } from '../support/hurried-clock.js';
import * as fault from '../support/responders.js';
import { openLine, type Line } from './line.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);

function refusal(serverTime = START): Responder {
  return fault.reply(401, '', { date: new Date(serverTime).toUTCString() });
}

describe('when accounts share an access key', () => {
  /** Accounts of one key, each at a provider's service of its own. */
  async function openLines(count: number, replicas = 1): Promise<{ lines: readonly Line[]; clock: HurriedClock }> {
    const clock = new HurriedClock();
    const guard = new KeyLockoutGuard(clock, replicas);
    const lines = await Promise.all(Array.from({ length: count }, () => openLine([refusal()], { guard })));
    return { lines, clock };
  }

  const askMany = (lines: readonly Line[], count = 1) =>
    Promise.allSettled(lines.flatMap(({ ask }) => Array.from({ length: count }, (_, index) => ask(`/${index}`))));
  const sentTo = (lines: readonly { server: FaultServer }[]) =>
    lines.reduce((sum, { server }) => sum + server.received.length, 0);

  test.each([1, 20])(
    'Three refusals in a row silence all of them for a minute, then one tries (%i calls)',
    async (n) => {
      const { lines, clock } = await openLines(4);
      for (let round = 0; round < 4; round++) await askMany(lines, n);
      expect(sentTo(lines)).toBe(3);
      clock.advance(MINUTE);
      await askMany(lines, n);
      expect(sentTo(lines)).toBe(4);
    },
  );

  test.each([1, 20])('With several replicas, each rests the key after one rejection (%i calls)', async (n) => {
    const { lines, clock } = await openLines(3, 4);
    for (let round = 0; round < 3; round++) await askMany(lines, n);
    expect(sentTo(lines)).toBe(1);
    clock.advance(MINUTE);
    await askMany(lines, n);
    expect(sentTo(lines)).toBe(2);
  });

  test('One operator is told once', async () => {
    const { lines } = await openLines(4);
    await askMany(lines, 5);
    expect(lines.flatMap(({ warnings }) => warnings)).toHaveLength(1);
  });

  test('One that signs well proves nothing about one that does not', async () => {
    const { lines } = await openLines(2);
    const [well, sick] = lines as [Line, Line];
    well.server.answer(fault.json({}));
    await well.ask();
    await askMany([sick], 20);
    expect(sentTo([sick])).toBe(3);
  });

  test('A refusal puts all of them in doubt: no more are sent than could still be refused', async () => {
    const { lines } = await openLines(3);
    for (const { server } of lines) server.answer(fault.json({}));
    await askMany(lines);
    const before = sentTo(lines);
    for (const { server } of lines) server.answer(refusal());
    await askMany(lines.slice(0, 1));
    await askMany(lines, 20);
    expect(sentTo(lines) - before).toBe(3);
  });

  test('Six whose clock was wrong send five at most: the sixth would lock the key', async () => {
    const { lines } = await openLines(6);
    for (const { server } of lines) server.answer(refusal(START + 20 * MINUTE));
    await askMany(lines);
    expect(sentTo(lines)).toBeLessThanOrEqual(5);
  });

  test('One whose service hangs takes the room of three once, then it is the turn of the others', async () => {
    const { lines } = await openLines(2);
    const [sick, well] = lines as [Line, Line];
    const leaving = new AbortController();
    sick.server.answer(fault.hang);
    well.server.answer(fault.json({}));
    const stuck = Array.from({ length: 3 }, (_, index) =>
      sick.ask(`/${index}`, sick.operation({ signal: leaving.signal })),
    );
    const others = Array.from({ length: 20 }, (_, index) => sick.ask(`/other/${index}`));
    await vi.waitFor(() => {
      expect(sentTo([sick])).toBe(3);
    });
    const waiting = askMany([well], 10);
    leaving.abort();
    await Promise.allSettled(stuck);
    for (const { status } of await waiting) expect(status).toBe('fulfilled');
    sick.server.answer(fault.json({}));
    await sick.server.close();
    await Promise.allSettled(others);
  });
});

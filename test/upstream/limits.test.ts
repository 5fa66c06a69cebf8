import { describe, expect, test, vi } from 'vitest';
import { createAgent } from '../../src/upstream/index.js';
import type { Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { openLine, type Line } from './line.js';

/** Asks for so many different things at once. */
function askMany({ ask }: Line, count: number): Promise<PromiseSettledResult<unknown>[]> {
  return Promise.allSettled(Array.from({ length: count }, (_, index) => ask(`/${index}`)));
}

/** Answers with what `responder` says only when released, and counts how many requests wait for that. */
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
      waiting.splice(0).forEach((answer) => {
        answer();
      });
    },
  };
}

/** Lets an account prove its signature, so that nothing but its limits holds it back. */
async function prove({ ask, server }: Line): Promise<void> {
  server.answer(fault.json({}));
  await ask('/proof');
}

describe('how many calls an account makes at a time', () => {
  test('No more attempts are under way than its concurrency, and all get their turn', async () => {
    const line = await openLine([], { concurrency: 4 });
    await prove(line);
    const { hold, waiting, release } = counting(fault.json({}));
    line.server.answer(hold);
    const asked = askMany(line, 10);
    const rounds: number[] = [];
    for (const expected of [4, 4, 2]) {
      await vi.waitFor(() => {
        expect(waiting.length).toBeGreaterThanOrEqual(expected);
      });
      rounds.push(waiting.length);
      release();
    }
    expect(rounds).toEqual([4, 4, 2]);
    expect((await asked).every(({ status }) => status === 'fulfilled')).toBe(true);
  });

  test('An account whose signature was never accepted has three at most, as many as may be refused', async () => {
    const line = await openLine([], { concurrency: 8 });
    const { hold, waiting, release } = counting(fault.json({}));
    line.server.answer(hold);
    const asked = askMany(line, 8);
    await vi.waitFor(() => {
      expect(waiting.length).toBeGreaterThanOrEqual(3);
    });
    expect(waiting).toHaveLength(3);
    line.server.answer(fault.json({}));
    release();
    expect((await asked).every(({ status }) => status === 'fulfilled')).toBe(true);
  });

  test('Throttling halves them once for all that were under way, and success brings them back', async () => {
    const line = await openLine([], { concurrency: 8 });
    await prove(line);
    const throttling = counting(fault.reply(429));
    line.clock.stop();
    line.server.answer(throttling.hold);
    const first = askMany(line, 8);
    await vi.waitFor(() => {
      expect(throttling.waiting).toHaveLength(8);
    });
    throttling.release();
    await vi.waitFor(() => {
      expect(line.clock.pauses).toHaveLength(8);
    });

    const well = counting(fault.json({}));
    line.server.answer(well.hold);
    line.clock.go();
    await vi.waitFor(() => {
      expect(well.waiting.length).toBeGreaterThanOrEqual(4);
    });
    expect(well.waiting).toHaveLength(4);
    line.server.answer(fault.json({}));
    well.release();
    await first;

    for (let round = 0; round < 10; round++) await askMany(line, 8);
    const full = counting(fault.json({}));
    line.server.answer(full.hold);
    const last = askMany(line, 8);
    await vi.waitFor(() => {
      expect(full.waiting).toHaveLength(8);
    });
    full.release();
    await last;
  });

  test('Who goes while waiting for its turn leaves the turn to the next', async () => {
    const line = await openLine([], { concurrency: 1 });
    const { hold, waiting, release } = counting(fault.json({}));
    line.server.answer(hold);
    const leaving = new AbortController();
    const first = line.ask('/first');
    const second = line.ask('/second', line.operation({ signal: leaving.signal }));
    const third = line.ask('/third');
    await vi.waitFor(() => {
      expect(waiting).toHaveLength(1);
    });
    leaving.abort();
    await expect(second).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    line.server.answer(fault.json({}));
    release();
    await expect(Promise.all([first, third])).resolves.toHaveLength(2);
    expect(line.server.received.map(({ target }) => target)).toEqual(['/first', '/third']);
  });

  test('A queue beyond all reason is refused', async () => {
    const line = await openLine([fault.hang], { concurrency: 1 });
    const asked = Array.from({ length: 10_002 }, (_, index) => {
      const leaving = new AbortController();
      return { leaving, answer: line.ask(`/${index}`, line.operation({ signal: leaving.signal })) };
    });
    const last = asked.at(-1)?.answer;
    await expect(last).rejects.toMatchObject({
      code: 'UPSTREAM_THROTTLED',
      message: 'Too many calls are waiting for this account.',
    });
    for (const { leaving } of asked) leaving.abort();
    await Promise.allSettled(asked.map(({ answer }) => answer));
  });
});

describe('how fast an account calls', () => {
  const rate = { requests: 3, perSeconds: 6 };

  test('Where a rate is configured, the bucket starts full and fills steadily', async () => {
    const line = await openLine([fault.json({})], { rate });
    for (let call = 0; call < 5; call++) await line.ask(`/${call}`);
    expect(line.clock.pauses).toEqual([2000, 2000]);
  });

  test('An idle time fills it again, but not beyond the brim', async () => {
    const line = await openLine([fault.json({})], { rate });
    for (let call = 0; call < 3; call++) await line.ask(`/${call}`);
    line.clock.advance(3_600_000);
    for (let call = 3; call < 7; call++) await line.ask(`/${call}`);
    expect(line.clock.pauses).toEqual([2000]);
  });

  test('Without one there is no limit', async () => {
    const line = await openLine([fault.json({})]);
    for (let call = 0; call < 20; call++) await line.ask(`/${call}`);
    expect(line.clock.pauses).toEqual([]);
  });

  test('A call that would have to wait beyond its deadline is refused at once, and takes nothing', async () => {
    const line = await openLine([fault.json({})], { rate });
    for (let call = 0; call < 3; call++) await line.ask(`/${call}`);
    for (let call = 0; call < 3; call++) {
      const hurried = line.operation({ timeoutMs: 1000 });
      await expect(line.ask(`/hurried/${call}`, hurried)).rejects.toMatchObject({
        code: 'UPSTREAM_THROTTLED',
        retryAfterSeconds: 2,
      });
    }
    await line.ask('/patient');
    expect(line.clock.pauses).toEqual([2000]);
    expect(line.server.received).toHaveLength(4);
  });
});

describe('what one operation may cost', () => {
  test('Its calls are counted, its attempts are not', async () => {
    const line = await openLine([fault.reply(503), fault.reply(503), fault.json({})]);
    const operation = line.operation({ upstreamCalls: 2 });
    await line.ask('/first', operation);
    await line.ask('/second', operation);
    await expect(line.ask('/third', operation)).rejects.toMatchObject({
      code: 'UPSTREAM_LIMIT',
      retryable: false,
      message: 'The operation has used up limits.upstreamCalls.',
    });
    expect(line.server.received).toHaveLength(4);
  });
});

describe('what responses may hold', () => {
  test('All in flight share one memory, which is given back', async () => {
    const agent = createAgent({ responseBytes: 5 * 1024 * 1024 });
    const line = await openLine([fault.endless(5)], { agent });
    await expect(line.ask()).rejects.toMatchObject({
      code: 'UPSTREAM_LIMIT',
      retryable: true,
      message: 'Too many large responses are being read at once.',
    });
    line.server.answer(fault.json({ text: ' '.repeat(2 * 1024 * 1024) }));
    for (let call = 0; call < 3; call++) await expect(line.ask()).resolves.toBeDefined();
    await agent.close();
  });

  test('Answers of one account that grow and do not end leave room for those of another', async () => {
    const agent = createAgent({ responseBytes: 8 * 1024 * 1024 });
    const grown: unknown[] = [];
    const growing: Responder = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 8000000\r\n\r\n');
      socket.write(' '.repeat(1024 * 1024), () => grown.push(socket));
    };
    const [sick, well] = [await openLine([], { agent }), await openLine([], { agent })];
    await prove(sick);
    sick.server.answer(growing);
    const leaving = new AbortController();
    const asked = Array.from({ length: 8 }, (_, index) =>
      sick.ask(`/${index}`, sick.operation({ signal: leaving.signal })).catch(() => 'failed'),
    );
    await vi.waitFor(() => {
      expect(grown.length).toBeGreaterThanOrEqual(8);
    });
    await Promise.race(asked);
    well.server.answer(fault.json({ text: ' '.repeat(2 * 1024 * 1024) }));
    for (let call = 0; call < 3; call++) await expect(well.ask(`/${call}`)).resolves.toBeDefined();
    leaving.abort();
    expect(await Promise.all(asked)).toContain('failed');
    await agent.close();
  });
});

import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createAgent, RateLimiter } from '../../src/upstream/index.js';
import type { Responder } from '../support/fault-server.js';
import { HurriedClock } from '../support/hurried-clock.js';
import * as fault from '../support/responders.js';
import { openUpstream } from './test-upstream.js';
import { acceptSignature } from './counting.js';

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

describe('a rate that is changed', () => {
  const waitsOf = (limiter: RateLimiter, calls: number) => Array.from({ length: calls }, () => limiter.take());
  const openUsed = (taken: number) => {
    const clock = new HurriedClock();
    const limiter = new RateLimiter(clock, { requests: 4, perSeconds: 4 });
    waitsOf(limiter, taken);
    return { clock, limiter };
  };

  test.each([
    ['to a larger one has as many calls left as before', 3, { requests: 5, perSeconds: 10 }, [0, 2000, 4000]],
    ['to a smaller one has no more calls left than that allows', 0, { requests: 2, perSeconds: 4 }, [0, 0, 2000]],
    ['after it is used up allows no call at once', 4, { requests: 2, perSeconds: 4 }, [2000, 4000, 6000]],
    ['keeps the place of calls that wait', 5, { requests: 2, perSeconds: 4 }, [4000, 6000, 8000]],
    ['to none is unlimited', 6, undefined, [0, 0, 0]],
  ])('%s', (_, taken, rate, waits) => {
    const { limiter } = openUsed(taken);
    limiter.configure(rate);
    expect(waitsOf(limiter, 3).map((ms) => Math.max(0, ms))).toEqual(waits);
  });

  test('keeps the pause of a Retry-After', () => {
    const { limiter } = openUsed(0);
    limiter.pause(7000);
    limiter.configure({ requests: 100, perSeconds: 1 });
    expect(limiter.take()).toBe(7000);
  });

  test('never allows more calls in a window than the larger rate, whatever the changes are', () => {
    const change = fc.record({ requests: fc.integer({ min: 1, max: 20 }), afterMs: fc.integer({ min: 0, max: 3000 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const clock = new HurriedClock();
        const limiter = new RateLimiter(clock, { requests: 20, perSeconds: 2 });
        const made: number[] = [];
        for (const { requests, afterMs } of changes) {
          for (;;) {
            const waitMs = limiter.take();
            if (waitMs > 0) break;
            made.push(clock.elapsed());
          }
          limiter.giveBack();
          clock.advance(afterMs);
          limiter.configure({ requests, perSeconds: 2 });
        }
        for (const [first, start] of made.entries()) {
          for (const [offset, end] of made.slice(first).entries()) {
            expect(offset + 1).toBeLessThanOrEqual(20 * (1 + (end - start) / 2000) + 1e-6);
          }
        }
      }),
      { numRuns: 30 },
    );
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
      message: 'The operation has no upstream calls left: it has limits.upstreamCalls, below a subscription none.',
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

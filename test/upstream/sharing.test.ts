import { describe, expect, test, vi } from 'vitest';
import type { SignableRequest, UpstreamRequest } from '../../src/upstream/index.js';
import * as fault from '../support/responders.js';
import { NAME, openLine } from './line.js';

const REQUEST: UpstreamRequest = { name: NAME, method: 'GET', path: '/jobs', query: { limit: '10', offset: '0' } };

/** Requests that differ from REQUEST in one thing. */
const OTHERS: readonly (readonly [string, UpstreamRequest])[] = [
  ['method', { ...REQUEST, method: 'POST' }],
  ['path', { ...REQUEST, path: '/jobs/' }],
  ['value', { ...REQUEST, query: { limit: '10', offset: '1' } }],
  ['name', { ...REQUEST, query: { limit: '10', start: '0' } }],
  ['number of values', { ...REQUEST, query: { limit: '10' } }],
  ['border between values', { ...REQUEST, query: { limit: '10\noffset=0' } }],
  ['length of a value', { ...REQUEST, query: { limit: '10\noffset=1:0' } }],
  ['body', { ...REQUEST, body: '{}' }],
];

describe('when two calls are one', () => {
  test('Equal questions in flight are asked once, whatever the order of their parameters', async () => {
    const { upstream, operation, server } = await openLine([fault.json({ jobs: [] })]);
    const reordered = { ...REQUEST, query: { offset: '0', limit: '10', status: undefined } };
    const [first, second] = await Promise.all([
      upstream.call(REQUEST, operation()),
      upstream.call(reordered, operation()),
    ]);
    expect(second).toBe(first);
    expect(server.received).toHaveLength(1);
  });

  test.each(OTHERS)('A question with another %s is another call', async (_difference, other) => {
    const { upstream, operation, server } = await openLine([fault.json({})]);
    await Promise.all([upstream.call(REQUEST, operation()), upstream.call(other, operation())]);
    expect(server.received).toHaveLength(2);
  });

  test('Accounts share nothing, though they ask the same provider the same', async () => {
    const { upstream, operation, server } = await openLine([fault.json({})]);
    const { upstream: other } = await openLine([], { endpoint: server.url });
    await Promise.all([upstream.call(REQUEST, operation()), other.call(REQUEST, operation())]);
    expect(server.received).toHaveLength(2);
  });

  test('An answer is not kept', async () => {
    const { ask, server } = await openLine([fault.json({ turn: 1 }), fault.json({ turn: 2 })]);
    await expect(ask()).resolves.toMatchObject({ body: { turn: 1 } });
    await expect(ask()).resolves.toMatchObject({ body: { turn: 2 } });
    expect(server.received).toHaveLength(2);
  });

  test('An error is told to all who share it, and not kept', async () => {
    const { ask } = await openLine([fault.reply(404), fault.json({})]);
    const both = await Promise.allSettled([ask(), ask()]);
    expect(both).toMatchObject([{ reason: { code: 'NOT_FOUND' } }, { reason: { code: 'NOT_FOUND' } }]);
    await expect(ask()).resolves.toMatchObject({ body: {} });
  });

  test('Only the one who caused the call pays for it', async () => {
    const { ask, operation } = await openLine([fault.json({})]);
    const rich = operation({ upstreamCalls: 1 });
    const poor = operation({ upstreamCalls: 0 });
    await expect(Promise.all([ask('/jobs', rich), ask('/jobs', poor)])).resolves.toHaveLength(2);
    await expect(ask('/jobs', poor)).rejects.toMatchObject({ code: 'UPSTREAM_LIMIT' });
  });
});

describe('when somebody goes', () => {
  test("One who goes does not take the others' answer away", async () => {
    const { responder, release } = fault.held(fault.json({ jobs: [] }));
    const { ask, operation, server } = await openLine([responder]);
    const leaving = new AbortController();
    const first = ask('/jobs', operation({ signal: leaving.signal }));
    const second = ask();
    leaving.abort();
    await expect(first).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    release();
    await expect(second).resolves.toMatchObject({ body: { jobs: [] } });
    expect(server.received).toHaveLength(1);
  });

  test('The last who goes ends the call and its connection, and the next one asks anew', async () => {
    const { ask, operation, server } = await openLine([fault.hang]);
    const leaving = new AbortController();
    const both = [
      ask('/jobs', operation({ signal: leaving.signal })),
      ask('/jobs', operation({ signal: leaving.signal })),
    ];
    const settled = Promise.allSettled(both);
    await vi.waitFor(() => {
      expect(server.open()).toBe(1);
    });
    server.answer(fault.json({}));
    leaving.abort();
    await expect(ask()).resolves.toMatchObject({ body: {} });
    await expect(settled).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    await vi.waitFor(() => {
      expect(server.open()).toBe(1);
    });
  });

  test('A call that ended for want of anybody leaves the one that followed it alone', async () => {
    const { responder, release } = fault.held(fault.json({}));
    const { ask, operation, server } = await openLine([fault.hang, responder]);
    const leaving = new AbortController();
    const first = ask('/jobs', operation({ signal: leaving.signal }));
    await vi.waitFor(() => {
      expect(server.received).toHaveLength(1);
    });
    leaving.abort();
    const second = ask();
    await expect(first).rejects.toThrow();
    await vi.waitFor(() => {
      expect(server.received).toHaveLength(2);
    });
    const third = ask();
    release();
    await expect(Promise.all([second, third])).resolves.toHaveLength(2);
    expect(server.received).toHaveLength(2);
  });

  test('Nothing is asked for somebody who has gone already', async () => {
    const { ask, operation, server } = await openLine([fault.json({})]);
    await expect(ask('/jobs', operation({ signal: AbortSignal.abort() }))).rejects.toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
    });
    expect(server.received).toEqual([]);
  });

  test('A pause between attempts ends with the last who waits for it', async () => {
    const { ask, clock, operation, server } = await openLine([fault.reply(503)]);
    const leaving = new AbortController();
    clock.stop();
    const asked = ask('/jobs', operation({ signal: leaving.signal }));
    await vi.waitFor(() => {
      expect(clock.pauses).toHaveLength(1);
    });
    leaving.abort();
    await expect(asked).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    clock.go();
    await expect(ask('/other')).rejects.toThrow();
    expect(server.received.filter(({ target }) => target === '/jobs')).toHaveLength(1);
  });

  test('Who cannot wait for a retry is told at once, and the other waits', async () => {
    const { ask, clock, operation } = await openLine([fault.reply(429, '', { 'retry-after': '5' }), fault.json({})]);
    clock.stop();
    const patient = ask('/jobs', operation({ timeoutMs: 10_000 }));
    const hurried = ask('/jobs', operation({ timeoutMs: 2000 }));
    await expect(hurried).rejects.toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAfterSeconds: 5 });
    clock.go();
    await expect(patient).resolves.toMatchObject({ body: {} });
  });

  test('A token is bought for all who wait, not for the one who came first', async () => {
    const { promise: bought, resolve: buy } = Promise.withResolvers<undefined>();
    const sign = async (request: SignableRequest, _now: Date, { signal }: { signal: AbortSignal }) => {
      await bought;
      signal.throwIfAborted();
      return { target: request.path, headers: {} };
    };
    const { ask, operation } = await openLine([fault.json({})], { sign });
    const leaving = new AbortController();
    const first = ask('/jobs', operation({ signal: leaving.signal }));
    const second = ask();
    leaving.abort();
    await expect(first).rejects.toThrow();
    buy(undefined);
    await expect(second).resolves.toMatchObject({ body: {} });
  });

  test('A deaf purchase of a token holds nobody who has gone', async () => {
    const signals: AbortSignal[] = [];
    const { ask, operation, signedAt } = await openLine([], {
      sign: (_request, _now, { signal }) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    });
    const leaving = new AbortController();
    const asked = ask('/jobs', operation({ signal: leaving.signal }));
    await vi.waitFor(() => {
      expect(signedAt).toHaveLength(1);
    });
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    leaving.abort();
    await expect(asked).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

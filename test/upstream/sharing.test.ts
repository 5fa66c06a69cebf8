import { describe, expect, test, vi } from 'vitest';
import type { SignableRequest, UpstreamRequest } from '../../src/upstream/index.js';
import * as fault from '../support/responders.js';
import { NAME, openUpstream } from './test-upstream.js';

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

describe('equal calls in flight', () => {
  test('share one request, regardless of the order of their parameters', async () => {
    const { upstream, operation, server } = await openUpstream([fault.json({ jobs: [] })]);
    const reordered = { ...REQUEST, query: { offset: '0', limit: '10', status: undefined } };
    const [first, second] = await Promise.all([
      upstream.call(REQUEST, operation()),
      upstream.call(reordered, operation()),
    ]);
    expect(second).toBe(first);
    expect(server.received).toHaveLength(1);
  });

  test.each(OTHERS)('share no request if they differ in: %s', async (_difference, other) => {
    const { upstream, operation, server } = await openUpstream([fault.json({})]);
    await Promise.all([upstream.call(REQUEST, operation()), upstream.call(other, operation())]);
    expect(server.received).toHaveLength(2);
  });

  test('share no request if they belong to different accounts', async () => {
    const { upstream, operation, server } = await openUpstream([fault.json({})]);
    const { upstream: other } = await openUpstream([], { endpoint: server.url });
    await Promise.all([upstream.call(REQUEST, operation()), other.call(REQUEST, operation())]);
    expect(server.received).toHaveLength(2);
  });

  test('do not keep the response for later calls', async () => {
    const { get, server } = await openUpstream([fault.json({ turn: 1 }), fault.json({ turn: 2 })]);
    await expect(get()).resolves.toMatchObject({ body: { turn: 1 } });
    await expect(get()).resolves.toMatchObject({ body: { turn: 2 } });
    expect(server.received).toHaveLength(2);
  });

  test('fail together, and do not keep the error for later calls', async () => {
    const { get } = await openUpstream([fault.reply(404), fault.json({})]);
    const both = await Promise.allSettled([get(), get()]);
    expect(both).toMatchObject([{ reason: { code: 'NOT_FOUND' } }, { reason: { code: 'NOT_FOUND' } }]);
    await expect(get()).resolves.toMatchObject({ body: {} });
  });

  test('use the call budget of the first caller only', async () => {
    const { get, operation } = await openUpstream([fault.json({})]);
    const rich = operation({ upstreamCalls: 1 });
    const poor = operation({ upstreamCalls: 0 });
    await expect(Promise.all([get('/jobs', rich), get('/jobs', poor)])).resolves.toHaveLength(2);
    await expect(get('/jobs', poor)).rejects.toMatchObject({ code: 'UPSTREAM_LIMIT' });
  });
});

describe('a shared call', () => {
  test('continues for the other callers when one disconnects', async () => {
    const { responder, release } = fault.held(fault.json({ jobs: [] }));
    const { get, operation, server } = await openUpstream([responder]);
    const disconnecting = new AbortController();
    const first = get('/jobs', operation({ signal: disconnecting.signal }));
    const second = get();
    disconnecting.abort();
    await expect(first).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    release();
    await expect(second).resolves.toMatchObject({ body: { jobs: [] } });
    expect(server.received).toHaveLength(1);
  });

  test('ends with its connection when the last caller disconnects, and the next caller sends a new request', async () => {
    const { get, operation, server } = await openUpstream([fault.hang]);
    const disconnecting = new AbortController();
    const both = [
      get('/jobs', operation({ signal: disconnecting.signal })),
      get('/jobs', operation({ signal: disconnecting.signal })),
    ];
    const settled = Promise.allSettled(both);
    await vi.waitFor(() => {
      expect(server.open()).toBe(1);
    });
    server.respondWith(fault.json({}));
    disconnecting.abort();
    await expect(get()).resolves.toMatchObject({ body: {} });
    await expect(settled).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    await vi.waitFor(() => {
      expect(server.open()).toBe(1);
    });
  });

  test('that ended without callers does not affect the next call', async () => {
    const { responder, release } = fault.held(fault.json({}));
    const { get, operation, server } = await openUpstream([fault.hang, responder]);
    const disconnecting = new AbortController();
    const first = get('/jobs', operation({ signal: disconnecting.signal }));
    await vi.waitFor(() => {
      expect(server.received).toHaveLength(1);
    });
    disconnecting.abort();
    const second = get();
    await expect(first).rejects.toThrow();
    await vi.waitFor(() => {
      expect(server.received).toHaveLength(2);
    });
    const third = get();
    release();
    await expect(Promise.all([second, third])).resolves.toHaveLength(2);
    expect(server.received).toHaveLength(2);
  });

  test('is not started for a caller that has already disconnected', async () => {
    const { get, operation, server } = await openUpstream([fault.json({})]);
    await expect(get('/jobs', operation({ signal: AbortSignal.abort() }))).rejects.toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
    });
    expect(server.received).toEqual([]);
  });

  test('is not retried after the last caller disconnects', async () => {
    const { get, clock, operation, server } = await openUpstream([fault.reply(503)]);
    const disconnecting = new AbortController();
    clock.stop();
    const pending = get('/jobs', operation({ signal: disconnecting.signal }));
    await vi.waitFor(() => {
      expect(clock.pauses).toHaveLength(1);
    });
    disconnecting.abort();
    await expect(pending).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    clock.go();
    await expect(get('/other')).rejects.toThrow();
    expect(server.received.filter(({ target }) => target === '/jobs')).toHaveLength(1);
  });

  test('fails at once for a caller whose deadline is before the retry, and is retried for the others', async () => {
    const { get, clock, operation } = await openUpstream([
      fault.reply(429, '', { 'retry-after': '5' }),
      fault.json({}),
    ]);
    clock.stop();
    const longDeadline = get('/jobs', operation({ timeoutMs: 10_000 }));
    const shortDeadline = get('/jobs', operation({ timeoutMs: 2000 }));
    await expect(shortDeadline).rejects.toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAfterSeconds: 5 });
    clock.go();
    await expect(longDeadline).resolves.toMatchObject({ body: {} });
  });

  test('requests a token for all callers, even if the first one disconnects', async () => {
    const { promise: issued, resolve: issue } = Promise.withResolvers<undefined>();
    const sign = async (request: SignableRequest, _now: Date, { signal }: { signal: AbortSignal }) => {
      await issued;
      signal.throwIfAborted();
      return { target: request.path, headers: {} };
    };
    const { get, operation } = await openUpstream([fault.json({})], { sign });
    const disconnecting = new AbortController();
    const first = get('/jobs', operation({ signal: disconnecting.signal }));
    const second = get();
    disconnecting.abort();
    await expect(first).rejects.toThrow();
    issue(undefined);
    await expect(second).resolves.toMatchObject({ body: {} });
  });

  test('ends for a disconnected caller although its token request does not react to the signal', async () => {
    const signals: AbortSignal[] = [];
    const { get, operation, signedAt } = await openUpstream([], {
      sign: (_request, _now, { signal }) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    });
    const disconnecting = new AbortController();
    const pending = get('/jobs', operation({ signal: disconnecting.signal }));
    await vi.waitFor(() => {
      expect(signedAt).toHaveLength(1);
    });
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    disconnecting.abort();
    await expect(pending).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

import { describe, expect, test, vi } from 'vitest';
import type { AttemptRecord, UpstreamObserver } from '../../src/upstream/observer.js';
import * as fault from '../support/responders.js';
import { account, NAME, openUpstream, type TestUpstream } from './test-upstream.js';

/** An account with an observer, and the attempts that the observer received. */
async function openObserved(
  responders: Parameters<typeof openUpstream>[0],
  options: Parameters<typeof openUpstream>[1] = {},
): Promise<{ client: TestUpstream; attempts: AttemptRecord[] }> {
  const attempts: AttemptRecord[] = [];
  const observer: UpstreamObserver = { attemptEnded: (attempt) => attempts.push(attempt) };
  return { client: await openUpstream(responders, { observers: [observer], ...options }), attempts };
}

describe('an observer of attempts', () => {
  test('gets the name, account, number, status and outcome of each attempt', async () => {
    const { client, attempts } = await openObserved([fault.reply(503), fault.reply(429), fault.json({})]);
    await client.get();
    const shared = { name: NAME, account, requestId: 'q' };
    expect(attempts).toMatchObject([
      { ...shared, number: 1, reason: undefined, status: 503, outcome: 'unavailable', waits: [] },
      {
        ...shared,
        number: 2,
        reason: 'retry',
        status: 429,
        outcome: 'throttled',
        error: { code: 'UPSTREAM_THROTTLED' },
      },
      { ...shared, number: 3, reason: 'retry', status: 200, outcome: 'ok', error: undefined },
    ]);
  });

  test.each([
    [fault.reply(400), 'ok'],
    [fault.reply(404), 'not-found'],
    [fault.resetAtOnce, 'reset'],
    [fault.badUtf8, 'charset'],
  ])('gets the kind of a failure (%#)', async (responder, outcome) => {
    const { client, attempts } = await openObserved([responder]);
    await client.get().catch(() => undefined);
    expect(attempts[0]).toMatchObject({ outcome });
  });

  test('gets the purpose of a first attempt, and "retry" for the others', async () => {
    const { client, attempts } = await openObserved([fault.reply(503), fault.json({})]);
    await client.upstream.call(
      { name: NAME, purpose: 'more', method: 'GET', path: '/jobs', query: {} },
      client.operation(),
    );
    expect(attempts.map(({ reason }) => reason)).toEqual(['more', 'retry']);
  });

  test('gets the reason and the duration of each wait', async () => {
    const rate = { requests: 1, perSeconds: 2 };
    const { client, attempts } = await openObserved([fault.json({})], { rate });
    await client.get('/first');
    await client.get('/second');
    expect(attempts.map(({ waits }) => waits)).toEqual([[], [{ reason: 'rate', ms: 2000 }]]);
  });

  test('gets a wait for a Retry-After that another call received', async () => {
    const { client, attempts } = await openObserved([fault.reply(429, '', { 'retry-after': '5' }), fault.json({})]);
    client.clock.stop();
    const first = client.get('/first');
    await vi.waitFor(() => {
      expect(client.clock.pauses).toHaveLength(1);
    });
    const second = client.get('/second');
    client.clock.go();
    await Promise.all([first, second]);
    expect(attempts.flatMap(({ waits }) => waits)).toContainEqual({ reason: 'retry-after', ms: 5000 });
  });

  test('gets a wait for a free slot', async () => {
    const { responder, release } = fault.held(fault.json({}));
    const { client, attempts } = await openObserved([responder, fault.json({})], { concurrency: 1 });
    const first = client.get('/first');
    const second = client.get('/second');
    await vi.waitFor(() => {
      expect(client.server.received).toHaveLength(1);
    });
    client.clock.advance(700);
    release();
    await Promise.all([first, second]);
    expect(attempts.map(({ waits }) => waits)).toEqual([[], [{ reason: 'concurrency', ms: 700 }]]);
    expect(attempts[0]?.durationMs).toBe(700);
  });

  test('gets an attempt that was cancelled because its caller disconnected', async () => {
    const { client, attempts } = await openObserved([fault.hang]);
    const disconnecting = new AbortController();
    const pending = client.get('/jobs', client.operation({ signal: disconnecting.signal }));
    await vi.waitFor(() => {
      expect(client.server.received).toHaveLength(1);
    });
    disconnecting.abort();
    await expect(pending).rejects.toThrow();
    await vi.waitFor(() => {
      expect(attempts).toMatchObject([{ outcome: 'caller-gone', status: undefined }]);
    });
  });

  test('gets nothing if no attempt is made', async () => {
    const { client, attempts } = await openObserved([]);
    await expect(client.get('/jobs', client.operation({ upstreamCalls: 0 }))).rejects.toThrow();
    expect(attempts).toEqual([]);
  });

  test('is called together with the others, in the configured order', async () => {
    const seen: string[] = [];
    const observers = ['a', 'b'].map((id): UpstreamObserver => ({
      attemptEnded: ({ name }) => seen.push(`${id} ${name}`),
      callFailed: ({ name, error }) => seen.push(`${id} ${name} ${error.code}`),
    }));
    const { get } = await openUpstream([fault.reply(403)], { observers });
    await expect(get()).rejects.toThrow();
    const failed = `${NAME} UPSTREAM_FORBIDDEN`;
    expect(seen).toEqual([`a ${NAME}`, `b ${NAME}`, `a ${failed}`, `b ${failed}`]);
  });
});

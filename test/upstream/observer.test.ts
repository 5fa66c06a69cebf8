import { describe, expect, test, vi } from 'vitest';
import type { AttemptRecord, UpstreamObserver } from '../../src/upstream/observer.js';
import * as fault from '../support/responders.js';
import { account, NAME, openLine, type Line } from './line.js';

/** An account whose attempts are observed, and what was observed. */
async function openObserved(
  responders: Parameters<typeof openLine>[0],
  options: Parameters<typeof openLine>[1] = {},
): Promise<{ line: Line; attempts: AttemptRecord[] }> {
  const attempts: AttemptRecord[] = [];
  const observer: UpstreamObserver = { attemptEnded: (attempt) => attempts.push(attempt) };
  return { line: await openLine(responders, { observers: [observer], ...options }), attempts };
}

describe('an observer of attempts', () => {
  test('gets the name, account, number, status and outcome of each attempt', async () => {
    const { line, attempts } = await openObserved([fault.reply(503), fault.reply(429), fault.json({})]);
    await line.ask();
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
    const { line, attempts } = await openObserved([responder]);
    await line.ask().catch(() => undefined);
    expect(attempts[0]).toMatchObject({ outcome });
  });

  test('gets the purpose of the request, but of a retry that it is one', async () => {
    const { line, attempts } = await openObserved([fault.reply(503), fault.json({})]);
    await line.upstream.call(
      { name: NAME, purpose: 'more', method: 'GET', path: '/jobs', query: {} },
      line.operation(),
    );
    expect(attempts.map(({ reason }) => reason)).toEqual(['more', 'retry']);
  });

  test('gets what an attempt waited for, and how long', async () => {
    const rate = { requests: 1, perSeconds: 2 };
    const { line, attempts } = await openObserved([fault.json({})], { rate });
    await line.ask('/first');
    await line.ask('/second');
    expect(attempts.map(({ waits }) => waits)).toEqual([[], [{ reason: 'rate', ms: 2000 }]]);
  });

  test('gets a wait for a Retry-After that another call received', async () => {
    const { line, attempts } = await openObserved([fault.reply(429, '', { 'retry-after': '5' }), fault.json({})]);
    line.clock.stop();
    const first = line.ask('/first');
    await vi.waitFor(() => {
      expect(line.clock.pauses).toHaveLength(1);
    });
    const second = line.ask('/second');
    line.clock.go();
    await Promise.all([first, second]);
    expect(attempts.flatMap(({ waits }) => waits)).toContainEqual({ reason: 'retry-after', ms: 5000 });
  });

  test('gets a wait for a free place', async () => {
    const { responder, release } = fault.held(fault.json({}));
    const { line, attempts } = await openObserved([responder, fault.json({})], { concurrency: 1 });
    const first = line.ask('/first');
    const second = line.ask('/second');
    await vi.waitFor(() => {
      expect(line.server.received).toHaveLength(1);
    });
    line.clock.advance(700);
    release();
    await Promise.all([first, second]);
    expect(attempts.map(({ waits }) => waits)).toEqual([[], [{ reason: 'concurrency', ms: 700 }]]);
    expect(attempts[0]?.durationMs).toBe(700);
  });

  test('gets an attempt that was cancelled because its caller had gone', async () => {
    const { line, attempts } = await openObserved([fault.hang]);
    const leaving = new AbortController();
    const asked = line.ask('/jobs', line.operation({ signal: leaving.signal }));
    await vi.waitFor(() => {
      expect(line.server.received).toHaveLength(1);
    });
    leaving.abort();
    await expect(asked).rejects.toThrow();
    await vi.waitFor(() => {
      expect(attempts).toMatchObject([{ outcome: 'caller-gone', status: undefined }]);
    });
  });

  test('gets nothing where no attempt is made', async () => {
    const { line, attempts } = await openObserved([]);
    await expect(line.ask('/jobs', line.operation({ upstreamCalls: 0 }))).rejects.toThrow();
    expect(attempts).toEqual([]);
  });

  test('is one of several', async () => {
    const seen: string[] = [];
    const observers = ['a', 'b'].map((id): UpstreamObserver => ({
      attemptEnded: ({ name }) => seen.push(`${id} ${name}`),
      callFailed: ({ name, error }) => seen.push(`${id} ${name} ${error.code}`),
    }));
    const { ask } = await openLine([fault.reply(403)], { observers });
    await expect(ask()).rejects.toThrow();
    const failed = `${NAME} UPSTREAM_FORBIDDEN`;
    expect(seen).toEqual([`a ${NAME}`, `b ${NAME}`, `a ${failed}`, `b ${failed}`]);
  });
});

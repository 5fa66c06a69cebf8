import { getMaxListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createOperation } from '../../src/upstream/index.js';
import { HurriedClock } from '../support/hurried-clock.js';

describe('an operation', () => {
  test('It ends when its time is up', async () => {
    const clock = new HurriedClock();
    using operation = createOperation({ requestId: 'q', timeoutMs: 10_000, upstreamCalls: 1, clock });
    expect(operation.deadline).toBe(Date.UTC(2026, 0, 1, 0, 0, 10));
    expect(operation.signal.aborted).toBe(false);
    await new Promise((resolve) => {
      operation.signal.addEventListener('abort', resolve);
    });
    expect(clock.now()).toBe(operation.deadline);
  });

  test('It ends when its caller goes', () => {
    const caller = new AbortController();
    using operation = createOperation({ requestId: 'q', timeoutMs: 60_000, upstreamCalls: 1, signal: caller.signal });
    caller.abort();
    expect(operation.signal.aborted).toBe(true);
  });

  test('It has ended where the caller had gone before', () => {
    using operation = createOperation({
      requestId: 'q',
      timeoutMs: 60_000,
      upstreamCalls: 1,
      signal: AbortSignal.abort(),
    });
    expect(operation.signal.aborted).toBe(true);
  });

  test('After its disposal nothing ends it any more', () => {
    const caller = new AbortController();
    const operation = createOperation({ requestId: 'q', timeoutMs: 60_000, upstreamCalls: 1, signal: caller.signal });
    operation.dispose();
    caller.abort();
    expect(operation.signal.aborted).toBe(false);
  });

  test('Any number may listen to its end without a warning of a leak', () => {
    using operation = createOperation({ requestId: 'q', timeoutMs: 60_000, upstreamCalls: 0 });
    expect(getMaxListeners(operation.signal)).toBe(0);
  });

  test('It counts its calls', () => {
    using operation = createOperation({ requestId: 'q', timeoutMs: 60_000, upstreamCalls: 2 });
    expect([operation.takeCall(), operation.takeCall(), operation.takeCall(), operation.takeCall()]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

import { getMaxListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createOperation } from '../../src/upstream/index.js';
import { HurriedClock } from '../support/hurried-clock.js';

describe('an operation', () => {
  test('ends at its deadline', async () => {
    const clock = new HurriedClock();
    using operation = createOperation({ requestId: 'q', timeoutMs: 10_000, upstreamCalls: 1, clock });
    expect(operation.deadline).toBe(Date.UTC(2026, 0, 1, 0, 0, 10));
    expect(operation.signal.aborted).toBe(false);
    await new Promise((resolve) => {
      operation.signal.addEventListener('abort', resolve);
    });
    expect(clock.now()).toBe(operation.deadline);
  });

  test('ends when its caller disconnects', () => {
    const caller = new AbortController();
    using operation = createOperation({ requestId: 'q', timeoutMs: 60_000, upstreamCalls: 1, signal: caller.signal });
    caller.abort();
    expect(operation.signal.aborted).toBe(true);
  });

  test('has ended if its caller had already disconnected', () => {
    using operation = createOperation({
      requestId: 'q',
      timeoutMs: 60_000,
      upstreamCalls: 1,
      signal: AbortSignal.abort(),
    });
    expect(operation.signal.aborted).toBe(true);
  });

  test('does not end after its disposal', () => {
    const caller = new AbortController();
    const operation = createOperation({ requestId: 'q', timeoutMs: 60_000, upstreamCalls: 1, signal: caller.signal });
    operation.dispose();
    caller.abort();
    expect(operation.signal.aborted).toBe(false);
  });

  test('has no limit of listeners, so that Node warns of no leak', () => {
    using operation = createOperation({ requestId: 'q', timeoutMs: 60_000, upstreamCalls: 0 });
    expect(getMaxListeners(operation.signal)).toBe(0);
  });

  test('counts its calls', () => {
    using operation = createOperation({ requestId: 'q', timeoutMs: 60_000, upstreamCalls: 2 });
    expect([operation.takeCall(), operation.takeCall(), operation.takeCall(), operation.takeCall()]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

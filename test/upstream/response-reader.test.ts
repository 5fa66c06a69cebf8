import { expect, test } from 'vitest';
import { TransportError } from '../../src/upstream/errors/failures.js';
import { ResponseMemory } from '../../src/upstream/transport/memory-budget.js';
import { ResponseReader } from '../../src/upstream/transport/response-reader.js';

test('A request that was cancelled while connecting is not sent afterwards', () => {
  const outcomes: string[] = [];
  const reader = new ResponseReader(
    new ResponseMemory(0).share(),
    () => outcomes.push('reply'),
    (error) => outcomes.push(error instanceof TransportError ? error.kind : error.reason),
  );
  reader.fail(new TransportError('attempt-timeout'));
  reader.onRequestStart({
    aborted: false,
    paused: false,
    reason: null,
    abort: () => outcomes.push('aborted'),
    pause: () => undefined,
    resume: () => undefined,
  });
  expect(outcomes).toEqual(['attempt-timeout', 'aborted']);
});

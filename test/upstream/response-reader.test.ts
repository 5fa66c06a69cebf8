import { expect, test } from 'vitest';
import { AttemptTimeoutFault } from '../../src/upstream/errors/transport-errors.js';
import { ResponseMemory } from '../../src/upstream/transport/memory-budget.js';
import { ResponseReader } from '../../src/upstream/transport/response-reader.js';

test('A request given up while its connection came about is not sent when it has', () => {
  const outcomes: string[] = [];
  const reader = new ResponseReader(
    new ResponseMemory(0).share(),
    () => outcomes.push('reply'),
    ({ name }) => outcomes.push(name),
  );
  reader.fail(new AttemptTimeoutFault());
  reader.onRequestStart({
    aborted: false,
    paused: false,
    reason: null,
    abort: () => outcomes.push('aborted'),
    pause: () => undefined,
    resume: () => undefined,
  });
  expect(outcomes).toEqual(['AttemptTimeoutFault', 'aborted']);
});

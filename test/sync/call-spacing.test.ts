import { describe, expect, it } from 'vitest';
import { CallSpacing } from '../../src/sync/call-spacing.js';
import { spacedFeed } from '../../src/sync/spaced-feed.js';

const SECOND_MS = 1000;

/** The times of a number of calls of one reading, in milliseconds from its start. */
function timesOf(spacing: CallSpacing, calls: number, startedAt = 0): readonly number[] {
  let now = startedAt;
  return Array.from({ length: calls }, () => (now += spacing.take(now)));
}

describe('The spacing of background calls', () => {
  it('lets the calls of a short reading follow each other, and the next reading wait until they are paid for', () => {
    const spacing = new CallSpacing(2, 20);
    expect(timesOf(spacing, 20)).toEqual(Array.from({ length: 20 }, () => 0));
    expect(spacing.waitMs(0)).toBe(10 * SECOND_MS);
    expect(spacing.waitMs(10 * SECOND_MS)).toBe(0);
  });

  it('never lets a long reading take more than its burst and the rate in any window', () => {
    const times = timesOf(new CallSpacing(2, 20), 500);
    for (const seconds of [1, 10, 60]) {
      const most = Math.max(
        ...times.map((start) => times.filter((time) => time >= start && time < start + seconds * SECOND_MS).length),
      );
      expect(most).toBeLessThanOrEqual(20 + 2 * seconds);
    }
    expect(times.at(-1)).toBe(240 * SECOND_MS);
  });

  it('does not save up calls while nothing is read', () => {
    const spacing = new CallSpacing(2, 20);
    timesOf(spacing, 20);
    expect(timesOf(spacing, 21, 3600 * SECOND_MS).at(-1)).toBe(3600.5 * SECOND_MS);
  });
});

it('A spaced list waits before each call', async () => {
  const steps: string[] = [];
  const feed = spacedFeed(
    {
      key: 'list',
      style: { endpoint: 'x', documentation: '', unit: 'row', origin: 0, limits: { min: 1, max: 10 } },
      fetch: ({ offset }) => {
        steps.push(`call ${offset}`);
        return Promise.resolve({ rows: [] });
      },
    },
    () => {
      steps.push('wait');
      return Promise.resolve();
    },
  );
  await feed.fetch({ offset: 0, limit: 10 });
  await feed.fetch({ offset: 10, limit: 10 });
  expect(steps).toEqual(['wait', 'call 0', 'wait', 'call 10']);
});

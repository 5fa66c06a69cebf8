import { describe, expect, it } from 'vitest';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { listOf, minutes, NOW } from './lists.js';
import { onePage, walkAll } from './walking.js';

const SIZE = 330;
const now = () => NOW;

describe.each([
  ['CSS jobs', 150],
  ['CSS clusters', 60],
  ['DWS tasks', 25],
  ['GeminiDB jobs', 20],
  ['QingCloud jobs', 50],
])('%s at a service that rejects limits above %s', (kind, largestLimit) => {
  it.each(['forward', 'backward'] as const)('is read whole by smaller limits: %s', async (direction) => {
    const list = listOf(kind, minutes(SIZE), { largestLimit });
    const { seen } = await walkAll({ lists: [list], direction, pageSize: () => 100, now, stopsAtFailure: true });
    expect(new Set(seen.map(({ key }) => key)).size).toBe(SIZE);
    expect(seen).toHaveLength(SIZE);
  });

  it('tries no rejected limit again once one was accepted', async () => {
    const list = listOf(kind, minutes(SIZE), { largestLimit });
    const learned = new LearnedEndpoints();
    const setting = { lists: [list], direction: 'forward', pageSize: () => 100, now } as const;
    const first = await onePage(setting, 100, null, learned);
    const made = list.calls.length;
    await onePage(setting, 100, first.endCursor, learned);
    expect(list.calls.slice(made).every(({ limit }) => limit <= largestLimit)).toBe(true);
  });

  it('fails after a few calls if every limit is rejected', async () => {
    const list = listOf(kind, minutes(SIZE), { largestLimit: 0 });
    const page = await onePage({ lists: [list], direction: 'forward', pageSize: () => 20, now }, 20, null);
    expect(page.failures).toMatchObject([{ error: { code: 'UPSTREAM_INVALID' } }]);
    expect(list.calls.length).toBeLessThanOrEqual(4);
  });
});

describe('A list with a documented reach at a service that rejects large limits', () => {
  it('is read up to its documented reach', async () => {
    const list = listOf('CSS jobs', minutes(1300), { largestLimit: 100, walled: true });
    const { seen } = await walkAll({ lists: [list], direction: 'forward', pageSize: () => 500, now });
    expect(seen).toHaveLength(1099);
  });
});

describe('What was learned about the limits of an endpoint', () => {
  const style = { unit: 'row', origin: 0, limits: { min: 1, max: 100 }, documentation: 'at most 100' } as const;

  it('is kept apart from another endpoint with the same documentation', () => {
    const learned = new LearnedEndpoints();
    learned.of('account', { ...style, endpoint: 'cloud.listJobs' }, NOW).limitCap = 20;
    expect(learned.of('account', { ...style, endpoint: 'cloud.listClusters' }, NOW).limitCap).toBeUndefined();
  });

  it("does not depend on the documentation's words", () => {
    const learned = new LearnedEndpoints();
    learned.of('account', { ...style, endpoint: 'cloud.listJobs' }, NOW).limitCap = 20;
    const reworded = { ...style, endpoint: 'cloud.listJobs', documentation: 'no more than 100' };
    expect(learned.of('account', reworded, NOW).limitCap).toBe(20);
  });

  it('is forgotten after an hour, so that a larger limit is tried again', async () => {
    const list = listOf('QingCloud jobs', minutes(SIZE), { largestLimit: 50 });
    const learned = new LearnedEndpoints();
    const largestAt = async (timeMs: number) => {
      const made = list.calls.length;
      const setting = { lists: [list], direction: 'forward', pageSize: () => 100, now: () => timeMs } as const;
      await onePage(setting, 100, null, learned);
      return Math.max(...list.calls.slice(made).map(({ limit }) => limit));
    };
    expect(await largestAt(NOW)).toBeGreaterThan(50);
    expect(await largestAt(NOW + 3_599_000)).toBe(50);
    expect(await largestAt(NOW + 3_600_000)).toBeGreaterThan(50);
  });
});

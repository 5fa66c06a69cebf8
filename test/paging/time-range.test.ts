import { describe, expect, it } from 'vitest';
import { SimulatedLists, NOW } from './simulated-lists.js';
import { listOf } from './lists.js';
import { walkAll } from './walking.js';

const DAY = 86_400_000;

describe('A search through time windows', () => {
  it('counts an empty window as 50 rows', async () => {
    const list = listOf('GeminiDB jobs', [NOW - DAY, NOW - 2000 * DAY]);
    const calls: number[] = [];
    const range = { from: NOW - 2001 * DAY };
    const setting = { lists: [list], direction: 'forward', pageSize: () => 20, range, scanRows: 500 } as const;
    const between = () => {
      calls.push(list.calls.length - calls.reduce((sum, made) => sum + made, 0));
    };
    const { seen } = await walkAll({ ...setting, now: () => NOW, between });
    expect([seen.length, calls, list.calls.length]).toEqual([2, [11], 67]);
  });
});

describe('A time range', () => {
  it('reads only the rows beyond it that show its end', async () => {
    const simulated = SimulatedLists.interleaved(1, 3000);
    const range = { from: NOW - 40 * 60_000 };
    const { result, calls } = await simulated.costOf(() => simulated.page({ arguments: { first: 100 }, range }));
    expect([result.entries.length, result.hasNextPage, calls]).toEqual([41, false, 1]);
  });

  it('does not read feeds that are newer', async () => {
    const simulated = SimulatedLists.interleaved(3, 5);
    const sources = [...simulated.lists.keys()].map((key) => ({
      feed: simulated.feed(key),
      space: 'account',
      notBefore: NOW - DAY,
    }));
    const range = { before: NOW - 2 * DAY };
    const page = await simulated.page({ range, sources: () => Promise.resolve({ sources, unlisted: [] }) });
    expect([page.entries.length, simulated.calls.length]).toEqual([0, 0]);
  });

  it('finds its far end in a long list by binary search', async () => {
    const simulated = SimulatedLists.interleaved(1, 100_000);
    const range = { before: NOW - 70_000 * 60_000 };
    const { result, calls } = await simulated.costOf(() => simulated.page({ range }));
    expect(result.entries[0]?.identity).toBe('70001');
    expect(calls).toBeLessThanOrEqual(30);
  });

  it('returns all rows of its last time, also those of lists that were not needed before', async () => {
    const row = (identity: string, secondsAgo: number) => ({
      identity,
      time: NOW - secondsAgo * 1000,
      value: identity,
    });
    const found = Array.from({ length: 10 }, (_, index) => row(`found-${index}`, index));
    const ties = Array.from({ length: 6 }, (_, index) => row(`tie-${index}`, 13));
    const older = Array.from({ length: 10 }, (_, index) => row(`older-${index}`, 20 + index));
    // What is read of it at first ends between the rows found and the tie.
    const noise = Array.from({ length: 300 }, (_, index) =>
      row(`noise-${index}`, index < 100 ? 9 + index / 100 : index - 90),
    );
    const feeds = new Map([
      ['noise', noise],
      ['ties', [...found, ...ties, ...older]],
    ]);
    const simulated = new SimulatedLists(feeds, 'QingCloud jobs');
    const pages = [];
    for (let after: string | null = null; pages.length < 50;) {
      const session = simulated.session({ scanRows: 5 });
      const page = await simulated.page(
        { arguments: { first: 5, after }, session },
        (value) => !value.startsWith('noise'),
      );
      pages.push(page);
      if (!page.hasNextPage) break;
      after = page.endCursor;
      // The rows of one time move up: the row number at which they began is now in their middle.
      if (pages.length === 3) feeds.set('ties', [...found.slice(3), ...ties, ...older]);
    }
    const seen = pages.flatMap(({ entries }) => entries.map(({ identity }) => identity));
    expect(seen.filter((identity) => identity.startsWith('tie')).sort()).toEqual(ties.map(({ identity }) => identity));
    expect(seen).toHaveLength(26);
  });
});

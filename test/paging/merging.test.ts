import { describe, expect, it } from 'vitest';
import { SimulatedLists, NOW } from './simulated-lists.js';
import { identitiesOf, listOf, minutes, SECOND } from './lists.js';
import { onePage, walkAll } from './walking.js';

const now = () => NOW;

describe('A merged page', () => {
  it('reads only the feeds that can have one of its rows', async () => {
    const simulated = SimulatedLists.interleaved(60, 30);
    const first = await simulated.page({ arguments: { first: 60 } });
    simulated.calls.length = 0;
    const second = await simulated.page({ arguments: { first: 5, after: first.endCursor } });
    expect(identitiesOf(second.entries)).toEqual(simulated.identities.slice(60, 65));
    expect(simulated.calls.length).toBeLessThanOrEqual(6);
    expect(second.hasNextPage).toBe(true);
  });

  it('requests from each feed at first no more rows than its likely share of the page', async () => {
    const simulated = SimulatedLists.interleaved(20, 1500);
    const { rows, result } = await simulated.costOf(() => simulated.page({ arguments: { first: 1000 } }));
    expect(result.entries).toHaveLength(1000);
    expect(rows).toBeLessThanOrEqual(20 * 210);
  });

  it('makes no call only to find out that another feed has a later row', async () => {
    const lists = new Map([
      ['one', [{ time: NOW, identity: 'a', value: '' }]],
      ['other', [{ time: NOW - 2000, identity: 'b', value: '' }]],
    ]);
    const simulated = new SimulatedLists(lists, 'QingCloud jobs');
    const none = await simulated.page({ arguments: { first: 1 } });
    expect(simulated.calls.length).toBe(2);
    simulated.calls.length = 0;
    const more = await simulated.page({ arguments: { first: 0, after: none.endCursor } });
    expect([more.hasNextPage, simulated.calls.length]).toEqual([true, 0]);
  });

  it('ends at the nearer of two documented reaches, and the next page names both', async () => {
    const times = (age: number) => minutes(2500).map((time) => time - age * SECOND);
    const lists = [1, 2].map((age) => listOf('CSS jobs', times(age), { walled: true }, `list-${age}`));
    const setting = { lists, direction: 'forward', pageSize: () => 1000, now } as const;
    const { pages, seen } = await walkAll(setting);
    expect(seen).toHaveLength(2 * 1999);
    expect(pages.at(-1)?.failures.map(({ source }) => source.feed.key)).toEqual(['list-1', 'list-2']);
    expect(pages.slice(0, -2).flatMap(({ failures }) => failures)).toEqual([]);
  });

  it('reads a feed no further than the end of the time range', async () => {
    const list = listOf('QingCloud jobs', minutes(300));
    const range = { from: NOW - 20 * 60 * SECOND, before: NOW - 10 * 60 * SECOND };
    for (const direction of ['forward', 'backward'] as const) {
      list.calls = [];
      const page = await onePage({ lists: [list], direction, pageSize: () => 20, now, range }, 20, null);
      expect(page.entries).toHaveLength(10);
      expect(page.entries.at(-1)?.time).toBe(range.from);
      expect([page.hasNextPage, page.hasPreviousPage]).toEqual([false, false]);
      expect(list.calls.length, direction).toBeLessThanOrEqual(direction === 'forward' ? 1 : 2);
    }
  });

  it('does not read a feed whose first row can only be after the time range', async () => {
    const simulated = SimulatedLists.interleaved(1, 5);
    const page = (notBefore: number) =>
      simulated.page({
        range: { before: NOW - 2000 },
        sources: () =>
          Promise.resolve({ sources: [{ feed: simulated.feed('feed-0'), space: 'account', notBefore }], unlisted: [] }),
      });
    const none = await page(NOW - 2000);
    expect([none.hasPreviousPage, none.hasNextPage, simulated.calls.length]).toEqual([false, false, 0]);
    await page(NOW - 2001);
    expect(simulated.calls).toHaveLength(1);
  });

  it('does not read feeds that are newer than its rows when it is read backwards', async () => {
    const simulated = new SimulatedLists(
      new Map([
        [
          'old',
          Array.from({ length: 40 }, (_, index) => ({ time: index + 1, identity: `${index}`, value: '' })).reverse(),
        ],
        ['young', [{ time: NOW, identity: 'young', value: '' }]],
      ]),
    );
    const sources = [
      { feed: simulated.feed('old'), space: 'account' },
      { feed: simulated.feed('young'), space: 'account', notBefore: NOW - 1000 },
    ];
    const page = await simulated.page({
      arguments: { last: 5 },
      sources: () => Promise.resolve({ sources, unlisted: [] }),
    });
    expect(identitiesOf(page.entries)).toEqual(['4', '3', '2', '1', '0']);
    expect(simulated.calls.map(({ key }) => key)).not.toContain('young');
  });
});

import { describe, expect, it } from 'vitest';
import { tiebreakerOf } from '../../src/paging/sort-key.js';
import { SimulatedLists, NOW } from './simulated-lists.js';

const identitiesOf = (page: Awaited<ReturnType<SimulatedLists['page']>>) =>
  page.entries.map(({ identity }) => identity);

describe('300 merged feeds', () => {
  it('take one call each for the first page, and few for every further page', async () => {
    const simulated = SimulatedLists.interleaved(300, 9);
    const first = await simulated.costOf(() => simulated.page({}));
    expect(first.calls).toBe(300);
    expect(first.rows).toBeLessThanOrEqual(300 * 22);
    let { endCursor } = first.result;
    const seen = identitiesOf(first.result);
    const costs: number[] = [];
    for (let number = 2; number <= 15; number++) {
      const { result, calls } = await simulated.costOf(() =>
        simulated.page({ arguments: { first: 20, after: endCursor } }),
      );
      seen.push(...identitiesOf(result));
      costs.push(calls);
      ({ endCursor } = result);
      expect((endCursor ?? '').length).toBeLessThanOrEqual(2048);
    }
    expect(seen).toEqual(simulated.identities.slice(0, 300));
    expect(Math.max(...costs)).toBeLessThanOrEqual(40);
    expect(costs.reduce((sum, calls) => sum + calls, 0) / costs.length).toBeLessThanOrEqual(28);
  });

  it('take one call a page if one feed has all new rows', async () => {
    const busy = Array.from({ length: 100 }, (_, row) => ({
      time: NOW - row * 1000,
      identity: `busy-${row}`,
      value: '',
    }));
    const quiet = (feed: number) => [
      { time: NOW - 40 * 86_400_000 - feed * 60_000, identity: `quiet-${feed}`, value: '' },
    ];
    const lists = Array.from({ length: 299 }, (_, feed) => [`feed-${feed}`, quiet(feed)] as const);
    const simulated = new SimulatedLists(new Map([['busy', busy], ...lists]));
    let { endCursor } = await simulated.page({});
    for (let number = 2; number <= 4; number++) {
      const { result, calls } = await simulated.costOf(() =>
        simulated.page({ arguments: { first: 20, after: endCursor } }),
      );
      expect(calls).toBe(1);
      ({ endCursor } = result);
    }
  });

  it('are read concurrently if no read depends on another', async () => {
    const simulated = SimulatedLists.interleaved(300, 2);
    let [running, most] = [0, 0];
    const sources = [...simulated.lists.keys()].map((key) => {
      const feed = simulated.feed(key);
      const fetch: typeof feed.fetch = async (request) => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running--;
        return feed.fetch(request);
      };
      return { feed: { ...feed, fetch }, space: 'account' };
    });
    await simulated.page({ sources: () => Promise.resolve({ sources, unlisted: [] }) });
    expect(most).toBe(300);
  });

  it('take one call for a page without rows', async () => {
    const simulated = SimulatedLists.interleaved(300, 2);
    const { result, calls } = await simulated.costOf(() => simulated.page({ arguments: { first: 0 } }));
    expect([result.hasNextPage, result.endCursor, calls]).toEqual([true, null, 1]);
  });

  it('return the same rows backwards', async () => {
    const simulated = SimulatedLists.interleaved(30, 9);
    const seen: string[] = [];
    for (let cursor: string | null = null, goesOn = true; goesOn;) {
      const page: Awaited<ReturnType<SimulatedLists['page']>> = await simulated.page({
        arguments: { last: 33, before: cursor },
      });
      seen.unshift(...identitiesOf(page));
      cursor = page.startCursor;
      goesOn = page.hasPreviousPage;
    }
    expect(seen).toEqual(simulated.identities);
  });

  it('return the previous page for its cursor', async () => {
    const simulated = SimulatedLists.interleaved(30, 9);
    const first = await simulated.page({});
    const second = await simulated.page({ arguments: { first: 20, after: first.endCursor } });
    const back = await simulated.page({ arguments: { last: 20, before: second.startCursor } });
    expect(identitiesOf(back)).toEqual(identitiesOf(first));
    expect([back.hasPreviousPage, back.hasNextPage]).toEqual([false, true]);
    const again = await simulated.page({ arguments: { first: 20, after: back.endCursor } });
    expect(identitiesOf(again)).toEqual(identitiesOf(second));
  });
});

describe('A source that cannot be read', () => {
  it('is reported, keeps its position, and returns its rows when it recovers', async () => {
    const simulated = SimulatedLists.interleaved(3, 20);
    const first = await simulated.page({ arguments: { first: 6 } });
    simulated.down.add('feed-1');
    const second = await simulated.page({ arguments: { first: 6, after: first.endCursor } });
    const third = await simulated.page({ arguments: { first: 6, after: second.endCursor } });
    for (const page of [second, third]) {
      expect(page.failures.map(({ source }) => source.feed.key)).toEqual(['feed-1']);
      expect(identitiesOf(page).some((identity) => Number(identity) % 3 === 1)).toBe(false);
    }
    simulated.down.clear();
    const fourth = await simulated.page({ arguments: { first: 6, after: third.endCursor } });
    expect(identitiesOf(fourth)).toEqual(['7', '10', '13', '16', '19', '22']);
  });

  it('returns its rows for the last cursor when it recovers', async () => {
    const simulated = SimulatedLists.interleaved(3, 4);
    simulated.down.add('feed-2');
    const all = await simulated.page({ arguments: { first: 100 } });
    expect([all.hasNextPage, all.failures.length]).toEqual([false, 1]);
    const still = await simulated.page({ arguments: { first: 100, after: all.endCursor } });
    expect([still.entries.length, still.hasNextPage, still.failures.length]).toEqual([0, false, 1]);
    simulated.down.clear();
    const rest = await simulated.page({ arguments: { first: 100, after: still.endCursor } });
    expect(identitiesOf(rest)).toEqual(['2', '5', '8', '11']);
    const last = await simulated.page({ arguments: { first: 100, after: rest.endCursor } });
    expect([last.entries.length, last.failures.length]).toEqual([0, 0]);
  });

  it('has a cursor even if nothing at all could be read', async () => {
    const simulated = SimulatedLists.interleaved(2, 3);
    for (const key of simulated.lists.keys()) simulated.down.add(key);
    const none = await simulated.page({});
    expect([none.entries.length, none.hasNextPage, none.failures.length]).toEqual([0, false, 2]);
    simulated.down.clear();
    expect(identitiesOf(await simulated.page({ arguments: { first: 20, after: none.endCursor } }))).toEqual(
      simulated.identities,
    );
  });

  it('may be a whole account whose feeds are not listed yet', async () => {
    const simulated = SimulatedLists.interleaved(4, 5);
    const sources = [...simulated.lists.keys()].map((key, index) => ({
      feed: simulated.feed(key),
      space: `account-${index % 2}`,
    }));
    const unlistedOne = { space: 'account-1', error: new Error('its clusters cannot be listed') };
    const without = { sources: sources.filter(({ space }) => space === 'account-0'), unlisted: [unlistedOne] };
    const first = await simulated.page({ arguments: { first: 4 }, sources: () => Promise.resolve(without) });
    expect([identitiesOf(first), first.unlisted]).toEqual([['0', '2', '4', '6'], [unlistedOne]]);
    const whole = { sources, unlisted: [] };
    const second = await simulated.page({
      arguments: { first: 6, after: first.endCursor },
      sources: () => Promise.resolve(whole),
    });
    expect(identitiesOf(second)).toEqual(['1', '3', '5', '7', '8', '9']);
  });
});

describe('Rows of one time', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const row = (identity: string) => ({ time: NOW, identity, value: identity });

  it('have the same order in single and merged walks, in both directions, with any page size', async () => {
    const alone = new SimulatedLists(new Map([['all', names.map(row)]]));
    const apart = new SimulatedLists(new Map(names.map((name) => [`of ${name}`, [row(name)]])));
    const expected = names.toSorted((a, b) => (tiebreakerOf('account', a) < tiebreakerOf('account', b) ? -1 : 1));
    for (const simulated of [alone, apart]) {
      for (const size of [1, 3, 8]) {
        expect(await allOf(simulated, size, 'forward')).toEqual(expected);
        expect(await allOf(simulated, size, 'backward')).toEqual(expected);
      }
    }
  });

  it('are one row if two feeds of an account list the same row', async () => {
    const shared = [row('x'), { time: NOW - 1, identity: 'y', value: 'y' }];
    const simulated = new SimulatedLists(
      new Map([
        ['app-1', [...shared]],
        ['app-2', [row('z'), ...shared].sort((a, b) => b.time - a.time)],
      ]),
    );
    for (const size of [1, 2, 20]) {
      expect((await allOf(simulated, size, 'forward')).toSorted()).toEqual(['x', 'y', 'z']);
      expect((await allOf(simulated, size, 'backward')).toSorted()).toEqual(['x', 'y', 'z']);
    }
  });
});

async function allOf(simulated: SimulatedLists, size: number, direction: 'forward' | 'backward'): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | null = null; ;) {
    const options = direction === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor };
    const page: Awaited<ReturnType<SimulatedLists['page']>> = await simulated.page({ arguments: options });
    if (direction === 'forward') seen.push(...identitiesOf(page));
    else seen.unshift(...identitiesOf(page));
    if (!(direction === 'forward' ? page.hasNextPage : page.hasPreviousPage)) return seen;
    cursor = direction === 'forward' ? page.endCursor : page.startCursor;
  }
}

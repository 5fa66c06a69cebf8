import { describe, expect, it } from 'vitest';
import { sourceHintId, sourceId } from '../../src/paging/cursor/state.js';
import { SimulatedLists, NOW } from './simulated-lists.js';
import { identitiesOf } from './lists.js';

/** Feeds of two accounts with alternating rows: `feed-0` and `feed-2` of one, `feed-1` and `feed-3` of the other. */
function twoAccounts(size: number, count = 4) {
  const simulated = SimulatedLists.interleaved(count, size);
  const sources = [...simulated.lists.keys()].map((key, index) => ({
    feed: simulated.feed(key),
    space: `account-${index % 2}`,
  }));
  const page = (
    options: { first?: number; last?: number; after?: string | null; before?: string | null },
    absent = '',
  ) =>
    simulated.page({
      arguments: options,
      sources: () =>
        Promise.resolve({
          sources: sources.filter(({ space }) => space !== absent),
          unlisted: absent === '' ? [] : [{ space: absent, error: new Error('its clusters cannot be listed') }],
        }),
    });
  return { simulated, page };
}

describe('An account whose feeds cannot be listed', () => {
  it('keeps the positions of its feeds that failed on an earlier page', async () => {
    const { simulated, page } = twoAccounts(10);
    simulated.down.add('feed-1');
    const first = await page({ first: 6 });
    const second = await page({ first: 4, after: first.endCursor }, 'account-1');
    const third = await page({ first: 2, after: second.endCursor }, 'account-1');
    simulated.down.clear();
    const fourth = await page({ first: 40, after: third.endCursor });
    const seen = [first, second, third, fourth].flatMap(({ entries }) => identitiesOf(entries));
    expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(simulated.identities);
    expect(identitiesOf(fourth.entries).slice(0, 3)).toEqual(['1', '5', '9']);
  });

  it('loses no row if another account is absent on each page', async () => {
    const { simulated, page } = twoAccounts(10);
    const first = await page({ first: 4 }, 'account-0');
    const second = await page({ first: 4, after: first.endCursor }, 'account-1');
    const third = await page({ first: 40, after: second.endCursor });
    const seen = [first, second, third].flatMap(({ entries }) => identitiesOf(entries));
    expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(simulated.identities);
  });

  it('makes hasPreviousPage true, because it may have rows before the page', async () => {
    const { simulated, page } = twoAccounts(3, 2);
    simulated.down.add('feed-0');
    const first = await page({ first: 1 });
    simulated.down.clear();
    const second = await page({ first: 9, after: first.endCursor }, 'account-1');
    expect([identitiesOf(second.entries), second.hasPreviousPage]).toEqual([['0', '2', '4'], true]);
    simulated.down.add('feed-0').add('feed-1');
    const none = await page({ first: 1 });
    simulated.down.clear();
    const whole = await page({ first: 9, after: none.endCursor });
    expect([whole.entries.length, whole.hasPreviousPage]).toEqual([6, false]);
  });

  it('makes the total null', async () => {
    const { page } = twoAccounts(3);
    expect(await (await page({ first: 2 }, 'account-1')).countTotal()).toBeNull();
    expect(await (await page({ first: 2 })).countTotal()).toBe(12);
  });

  it('keeps in the cursor that one of its lists was out of order', async () => {
    const { simulated, page } = twoAccounts(60, 2);
    const [first, second, ...others] = simulated.lists.get('feed-1') ?? [];
    if (first && second) (simulated.lists as Map<string, unknown>).set('feed-1', [second, first, ...others]);
    const one = await page({ first: 10 });
    const two = await page({ first: 10, after: one.endCursor }, 'account-1');
    const three = await page({ first: 120, after: two.endCursor });
    expect([one, two, three].flatMap(({ failures }) => failures)).toEqual([]);
    const seen = [one, two, three].flatMap(({ entries }) => identitiesOf(entries));
    expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(simulated.identities);
  });
});

describe('Feeds with the same short name', () => {
  /** Keys that share one source hint: two, and three. */
  function meeting(count: number): string[] {
    const bySourceHint = new Map<number, string[]>();
    for (let number = 0; ; number++) {
      const key = `cluster-${number}`;
      const id = sourceHintId(sourceId(key));
      const keys = [...(bySourceHint.get(id) ?? []), key];
      if (keys.length === count) return keys;
      bySourceHint.set(id, keys);
    }
  }

  it.each([2, 3])('are kept apart in a cursor: %i feeds', async (count) => {
    const keys = meeting(count);
    // A hint of any of them would place the rows of the others later than they are.
    const lists = keys.map((key, index) => {
      const ages = Array.from({ length: 40 }, (_, age) => age * (1 + index * 1000) * 1000 + index);
      return [key, ages.map((age) => ({ time: NOW - age, identity: `${key} ${age}`, value: '' }))] as const;
    });
    for (const order of [lists, lists.toReversed()]) {
      const simulated = new SimulatedLists(new Map(order));
      const seen: string[] = [];
      for (let after: string | null = null, goesOn = true; goesOn;) {
        const page: Awaited<ReturnType<SimulatedLists['page']>> = await simulated.page({
          arguments: { first: 7, after },
        });
        seen.push(...identitiesOf(page.entries));
        [after, goesOn] = [page.endCursor, page.hasNextPage];
      }
      expect(seen).toEqual(simulated.identities);
    }
  });
});

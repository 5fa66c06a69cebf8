import { describe, expect, it } from 'vitest';
import { SimulatedLists, NOW } from './simulated-lists.js';
import { identitiesOf } from './lists.js';

/** A row of this many seconds before `NOW`. */
function row(identity: string, age: number) {
  return { identity, time: NOW - age * 1000, value: identity };
}

function rows(name: string, count: number, age: (index: number) => number) {
  return Array.from({ length: count }, (_, index) => row(`${name}-${index}`, age(index)));
}

const isDemanded = (value: string) => !value.startsWith('noise');

describe('The hint of a source', () => {
  it.each([40, 9, 6])(
    'is not placed after a time before a row of that time was read: %i rows before it',
    async (left) => {
      const noise = rows('noise', 40, (index) => 40 + index / 2);
      const ties = rows('tie', 6, () => 64);
      const older = rows('older', 10, (index) => 70 + index);
      const sparse = [...rows('sparse', 10, (index) => index), row('last', 400)];
      const feeds = new Map([
        ['sparse', sparse],
        ['noisy', [...noise.slice(0, 3), ...ties, ...older]],
      ]);
      const simulated = new SimulatedLists(feeds, 'QingCloud jobs');
      const seen: string[] = [];
      let after: string | null = null;
      for (let goesOn = true, pages = 1; goesOn; pages++) {
        // The third page is out of time as soon as it has read the first rows of the noise.
        const session = simulated.session({ softDeadline: pages === 3 ? NOW : Infinity });
        const page: Awaited<ReturnType<SimulatedLists['page']>> = await simulated.page(
          { arguments: { first: 5, after }, session },
          isDemanded,
        );
        seen.push(...identitiesOf(page.entries));
        if (pages === 2) feeds.set('noisy', [...noise, ...ties, ...older]);
        if (pages === 3) feeds.set('noisy', [...noise.slice(40 - left), ...ties, ...older]);
        [after, goesOn] = [page.endCursor, page.hasNextPage];
      }
      expect(seen.toSorted()).toEqual([...sparse, ...ties, ...older].map(({ identity }) => identity).toSorted());
    },
  );

  it('does not make hasPreviousPage false unless the list was read from its start', async () => {
    const found = rows('found', 5, (index) => index);
    const noise = rows('noise', 600, (index) => 10 + index);
    const simulated = new SimulatedLists(new Map([['one', [...found, ...noise, row('last', 700)]]]), 'QingCloud jobs');
    const page = (options: { first?: number; last?: number; after?: string | null; before?: string | null }) =>
      simulated.page({ arguments: options, session: simulated.session({ scanRows: 60 }) }, isDemanded);
    const first = await page({ first: 10 });
    const second = await page({ first: 10, after: first.endCursor });
    expect([first.hasPreviousPage, second.entries.length, second.hasPreviousPage]).toEqual([false, 1, true]);
    const last = await page({ last: 10 });
    const before = await page({ last: 10, before: last.startCursor });
    expect([last.hasNextPage, before.entries.length, before.hasNextPage]).toEqual([false, 5, true]);
  });
});

describe('A row that is added where the list had none', () => {
  it.each(['forward', 'backward'] as const)('is skipped, not returned after older rows: %s', async (direction) => {
    const often = rows('often', 40, (index) => 2 * index);
    const seldom = [row('new', -500), row('old', 500)];
    const feeds = new Map([
      ['often', often],
      ['seldom', seldom],
    ]);
    const simulated = new SimulatedLists(feeds, 'QingCloud jobs');
    const times: number[] = [];
    let cursor: string | null = null;
    for (const size of [10, 100]) {
      const options = direction === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor };
      const page: Awaited<ReturnType<SimulatedLists['page']>> = await simulated.page({ arguments: options });
      const inPage = page.entries.map(({ time }) => time);
      times.push(...(direction === 'forward' ? inPage : inPage.toReversed()));
      feeds.set('seldom', seldom.toSpliced(1, 0, row('newcomer', 39)));
      cursor = direction === 'forward' ? page.endCursor : page.startCursor;
    }
    expect(times).toEqual(times.toSorted((a, b) => (direction === 'forward' ? b - a : a - b)));
    expect(times).toHaveLength(42);
  });
});

describe('The state of lists in a cursor', () => {
  it('of one direction is not used for the other', async () => {
    const feeds = new Map([
      ['short', rows('short', 3, (index) => index)],
      ['long', rows('long', 30, (index) => 10 + index)],
    ]);
    const simulated = new SimulatedLists(feeds, 'QingCloud jobs');
    const first = await simulated.page({ arguments: { first: 10 } });
    const back = await simulated.page({ arguments: { last: 20, before: first.endCursor } });
    expect(identitiesOf(back.entries)).toEqual(identitiesOf(first.entries).slice(0, -1));
  });

  it('of one list is not used for a list that was added later', async () => {
    const feeds = new Map([['long', rows('long', 300, (index) => index)]]);
    const simulated = new SimulatedLists(feeds, 'QingCloud jobs');
    const first = await simulated.page({ arguments: { first: 90 } });
    feeds.set(
      'short',
      rows('short', 5, (index) => 95 + index),
    );
    const { result, calls } = await simulated.costOf(() =>
      simulated.page({ arguments: { first: 20, after: first.endCursor } }),
    );
    expect([result.entries.filter(({ identity }) => identity.startsWith('short')).length, calls]).toEqual([5, 6]);
  });

  it('is kept after the end of the list, for rows that may be added there', async () => {
    const simulated = new SimulatedLists(new Map([['one', rows('one', 3, (index) => index)]]), 'QingCloud jobs');
    const all = await simulated.page({});
    const none = await simulated.page({ arguments: { first: 20, after: all.endCursor } });
    expect([none.entries.length, none.hasNextPage, none.endCursor === null]).toEqual([0, false, false]);
    simulated.down.add('one');
    expect((await simulated.page({})).endCursor).not.toBeNull();
    const unlisted = [{ space: 'account', error: new Error('its clusters cannot be listed') }];
    const absent = await simulated.page({ sources: () => Promise.resolve({ sources: [], unlisted }) });
    expect(absent.endCursor).not.toBeNull();
    const nothing = await simulated.page({ sources: () => Promise.resolve({ sources: [], unlisted: [] }) });
    expect([nothing.startCursor, nothing.endCursor]).toEqual([null, null]);
  });
});

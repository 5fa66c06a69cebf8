import { describe, expect, it } from 'vitest';
import { Crowd, NOW } from './crowd.js';
import { identitiesOf } from './lists.js';

/** A row so many seconds before `NOW`. */
function row(identity: string, age: number) {
  return { identity, time: NOW - age * 1000, value: identity };
}

function rows(name: string, count: number, age: (index: number) => number) {
  return Array.from({ length: count }, (_, index) => row(`${name}-${index}`, age(index)));
}

const isSought = (value: string) => !value.startsWith('noise');

describe('where a list stood at the place of a cursor', () => {
  it.each([40, 9, 6])(
    'is not taken to be behind a time of which no row was read yet: %i rows before it',
    async (left) => {
      const noise = rows('noise', 40, (index) => 40 + index / 2);
      const ties = rows('tie', 6, () => 64);
      const older = rows('older', 10, (index) => 70 + index);
      const sparse = [...rows('sparse', 10, (index) => index), row('last', 400)];
      const feeds = new Map([
        ['sparse', sparse],
        ['noisy', [...noise.slice(0, 3), ...ties, ...older]],
      ]);
      const crowd = new Crowd(feeds, 'QingCloud jobs');
      const seen: string[] = [];
      let after: string | null = null;
      for (let goesOn = true, pages = 1; goesOn; pages++) {
        // The third page is out of time as soon as it has read the first rows of the noise.
        const session = crowd.session({ softDeadline: pages === 3 ? NOW : Infinity });
        const page: Awaited<ReturnType<Crowd['page']>> = await crowd.page(
          { arguments: { first: 5, after }, session },
          isSought,
        );
        seen.push(...identitiesOf(page.entries));
        if (pages === 2) feeds.set('noisy', [...noise, ...ties, ...older]);
        if (pages === 3) feeds.set('noisy', [...noise.slice(40 - left), ...ties, ...older]);
        [after, goesOn] = [page.endCursor, page.hasNextPage];
      }
      expect(seen.toSorted()).toEqual([...sparse, ...ties, ...older].map(({ identity }) => identity).toSorted());
    },
  );

  it('does not tell that nothing is before a page, unless the list was read from its start', async () => {
    const found = rows('found', 5, (index) => index);
    const noise = rows('noise', 600, (index) => 10 + index);
    const crowd = new Crowd(new Map([['one', [...found, ...noise, row('last', 700)]]]), 'QingCloud jobs');
    const page = (asked: { first?: number; last?: number; after?: string | null; before?: string | null }) =>
      crowd.page({ arguments: asked, session: crowd.session({ scanRows: 60 }) }, isSought);
    const first = await page({ first: 10 });
    const second = await page({ first: 10, after: first.endCursor });
    expect([first.hasPreviousPage, second.entries.length, second.hasPreviousPage]).toEqual([false, 0, true]);
    const last = await page({ last: 10 });
    const before = await page({ last: 10, before: last.startCursor });
    expect([last.hasNextPage, before.entries.length, before.hasNextPage]).toEqual([false, 0, true]);
  });
});

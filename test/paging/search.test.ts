import { describe, expect, it } from 'vitest';
import type { Page } from '../../src/paging/connection-page.js';
import { SimulatedLists, NOW } from './simulated-lists.js';
import { OUT_OF_CALLS, OUT_OF_MEMORY } from './walking.js';

/** One feed of many rows. Every `everyNth` row matches. */
function haystack(size: number, everyNth: number, count = 1) {
  const simulated = SimulatedLists.interleaved(count, size);
  return { simulated, isDemanded: (value: string) => Number(value) % everyNth === everyNth - 1 };
}

async function searched(
  simulated: SimulatedLists,
  isDemanded: (value: string) => boolean,
  first: number,
  scanRows: number,
  most = 200,
) {
  const pages: Page<string>[] = [];
  for (let after: string | null = null; pages.length < most;) {
    const page = await simulated.page(
      { arguments: { first, after }, session: simulated.session({ scanRows }) },
      isDemanded,
    );
    pages.push(page);
    if (!page.hasNextPage) return pages;
    expect(page.hasProgressed).toBe(true);
    expect(page.endCursor).not.toBe(after);
    after = page.endCursor;
  }
  throw new Error('the search does not end');
}

describe('A search for rare rows', () => {
  it('ends a page early once it has a row, and continues there until all are found', async () => {
    const { simulated, isDemanded } = haystack(6000, 2500);
    const pages = await searched(simulated, isDemanded, 20, 500);
    expect(pages.flatMap(({ entries }) => entries.map(({ identity }) => identity))).toEqual(['2499', '4999']);
    expect(pages.map(({ entries, hasNextPage }) => [entries.length, hasNextPage])).toEqual([
      [1, true],
      [1, true],
      [0, false],
    ]);
  });

  it('ends an empty page only if no further call may be made', async () => {
    const { simulated, isDemanded } = haystack(6000, 2500);
    const pages = [];
    for (let after: string | null = null, goesOn = true; goesOn && pages.length < 50;) {
      let callsLeft = 2;
      const sources = [...simulated.lists.keys()].map((key) => {
        const feed = simulated.feed(key);
        const fetch: typeof feed.fetch = (request) =>
          callsLeft-- > 0 ? feed.fetch(request) : Promise.reject(OUT_OF_CALLS);
        return { feed: { ...feed, fetch }, space: 'account', matches: isDemanded };
      });
      const page: Page<string> = await simulated.page({
        arguments: { first: 20, after },
        sources: () => ({ sources, unlisted: [] }),
      });
      expect(page.failures).toEqual([]);
      pages.push(page);
      [after, goesOn] = [page.endCursor, page.hasNextPage];
    }
    expect(pages.flatMap(({ entries }) => entries.map(({ identity }) => identity))).toEqual(['2499', '4999']);
    expect(pages.some(({ entries, hasNextPage }) => entries.length === 0 && hasNextPage)).toBe(true);
  });

  it('fails if no call may be made at all', async () => {
    const { simulated } = haystack(10, 3);
    const feed = { ...simulated.feed('feed-0'), fetch: () => Promise.reject(OUT_OF_CALLS) };
    const page = await simulated.page({ sources: () => ({ sources: [{ feed, space: 'account' }], unlisted: [] }) });
    expect([page.entries, page.hasNextPage, page.failures.map(({ error }) => error)]).toEqual([
      [],
      false,
      [OUT_OF_CALLS],
    ]);
  });

  it('reports a source whose later response exceeds the memory budget, instead of ending the page early', async () => {
    const { simulated, isDemanded } = haystack(6000, 2500);
    let callsLeft = 1;
    const feed = simulated.feed('feed-0');
    const fetch: typeof feed.fetch = (request) =>
      callsLeft-- > 0 ? feed.fetch(request) : Promise.reject(OUT_OF_MEMORY);
    const sources = [{ feed: { ...feed, fetch }, space: 'account', matches: isDemanded }];
    const page = await simulated.page({ sources: () => ({ sources, unlisted: [] }) });
    expect([page.hasNextPage, page.failures.map(({ error }) => error)]).toEqual([false, [OUT_OF_MEMORY]]);
  });

  it('examines about limits.scanRows rows a page, once it has a row', async () => {
    const { simulated } = haystack(3000, 700);
    const isFirst = (value: string) => value === '0';
    const { rows } = await simulated.costOf(() =>
      simulated.page({ session: simulated.session({ scanRows: 500 }) }, isFirst),
    );
    expect(rows).toBeGreaterThanOrEqual(500);
    expect(rows).toBeLessThanOrEqual(1600);
  });

  it('reads more at a time the longer it finds nothing', async () => {
    const { simulated } = haystack(3000, 700);
    const { result, calls } = await simulated.costOf(() => simulated.page({}, () => false));
    expect([result.hasNextPage, calls]).toEqual([false, calls]);
    expect(calls).toBeLessThanOrEqual(12);
  });

  it('does not count the rows it returns among the rows examined', async () => {
    const { simulated } = haystack(1000, 1);
    const page = await simulated.page({ arguments: { first: 400 }, session: simulated.session({ scanRows: 60 }) });
    expect(page.entries).toHaveLength(400);
  });

  it('makes progress over many feeds, even if each alone would use up the limit', async () => {
    const { simulated, isDemanded } = haystack(40, 150, 30);
    const pages = await searched(simulated, isDemanded, 20, 60);
    const found = pages.flatMap(({ entries }) => entries.map(({ identity }) => identity));
    expect(found).toEqual(['149', '299', '449', '599', '749', '899', '1049', '1199']);
  });

  it('has no previous page if it began at the start of the list', async () => {
    const { simulated } = haystack(100, 700);
    const page = await simulated.page({}, () => false);
    expect([page.hasPreviousPage, page.hasNextPage, page.endCursor]).toEqual([false, false, null]);
  });
});

describe('A search that reaches its deadline', () => {
  it('ends its page and continues there on the next one', async () => {
    const { simulated, isDemanded } = haystack(3000, 700);
    const pages: Page<string>[] = [];
    for (let after: string | null = null, goesOn = true; goesOn;) {
      const late = { softDeadline: NOW };
      const page: Page<string> = await simulated.page(
        { arguments: { first: 20, after }, session: simulated.session(late) },
        isDemanded,
      );
      pages.push(page);
      if (pages.length > 200) throw new Error('the search does not end');
      [after, goesOn] = [page.endCursor, page.hasNextPage];
    }
    expect(pages.flatMap(({ entries }) => entries)).toHaveLength(4);
    expect(pages.length).toBeGreaterThan(4);
  });

  it('still reads what is needed to begin the page', async () => {
    const simulated = SimulatedLists.interleaved(50, 3);
    const page = await simulated.page({ session: simulated.session({ softDeadline: NOW }) });
    expect(page.entries.length).toBeGreaterThan(0);
    expect(page.entries.map(({ identity }) => identity)).toEqual(simulated.identities.slice(0, page.entries.length));
  });
});

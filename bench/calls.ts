import { CursorCodec } from '../src/paging/cursor/codec.js';
import { readPage } from '../src/paging/connection.js';
import type { Page } from '../src/paging/connection-page.js';
import { LearnedEndpoints } from '../src/paging/list/learned-limits.js';
import { plan } from '../src/paging/list/plan-calls.js';
import { PagingSession } from '../src/paging/session.js';
import { createFeeds, STYLES, type Item, NEWEST } from './engine/feeds.js';

/** Rows of the list that is walked, all of which match. */
const ROWS = 1000;
const PAGE_SIZES = [10, 20, 33, 50, 77, 100];

/** Upstream calls of one walk from the newest row to the oldest; each page is an operation of its own. */
async function callsOfWalk(name: keyof typeof STYLES, pageSize: number): Promise<number> {
  const { counter, feeds } = createFeeds(1, ROWS, STYLES[name]);
  const sources = { sources: feeds.map((feed) => ({ feed, space: 'bench' })), unlisted: [] };
  const codec = new CursorCodec(['bench']);
  const learned = new LearnedEndpoints();
  for (let after: string | null = null, goesOn = true; goesOn;) {
    const session = new PagingSession({ scanRows: 5000, softDeadline: Infinity, learned, now: () => NEWEST });
    const page: Page<Item> = await readPage({
      binding: () => 'bench',
      arguments: { first: pageSize, after },
      range: {},
      pageSize,
      codec,
      session,
      sources: () => Promise.resolve(sources),
    });
    [after, goesOn] = [page.endCursor, page.hasNextPage];
  }
  return counter.calls;
}

/** The least that any walk could cost: for each page its rows, one before them and one behind them. */
function leastCalls(name: keyof typeof STYLES, pageSize: number): number {
  let calls = 0;
  for (let start = 0; start < ROWS; start += pageSize) {
    const end = Math.min(ROWS, start + pageSize + 1);
    calls += plan(STYLES[name], Math.max(0, start - 1), end).length;
  }
  return calls;
}

async function main(): Promise<void> {
  const print = (cells: readonly (string | number)[]) =>
    process.stdout.write(`${cells.map((cell, index) => String(cell).padStart(index === 0 ? 10 : 14)).join('')}\n`);
  print(['list', 'page size', 'calls/100 rows', 'least', 'ratio']);
  for (const name of Object.keys(STYLES) as (keyof typeof STYLES)[]) {
    for (const pageSize of PAGE_SIZES) {
      const [calls, least] = [await callsOfWalk(name, pageSize), leastCalls(name, pageSize)];
      const per100 = (count: number) => ((count * 100) / ROWS).toFixed(2);
      print([name, pageSize, per100(calls), per100(least), (calls / least).toFixed(3)]);
    }
  }
}

await main();

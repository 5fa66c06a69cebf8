import type { PaginationStyle } from '../../src/paging/list/pagination-style.js';
import type { Feed } from '../../src/paging/feed.js';
import { createFeeds, STYLES, type Counter, type Item } from './feeds.js';
import type { Cost } from './parts.js';
import { heldKb, medianUs, mediansUs } from './timing.js';
import { readOnePage, walkOn } from './walks.js';

const PAGE = 20;

/** Measures how the cost of one page grows with the number of rows, lists and pages, in the paging engine alone. */
export async function measureGrowth(): Promise<Cost[]> {
  return [...(await byClusters()), ...(await byJobs()), ...(await byFeeds()), ...(await byPage())];
}

async function byClusters(): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const clusters of [10, 100, 1000, 10_000]) {
    costs.push(await firstPage(`page 1 of ${clusters} clusters`, 1, clusters, STYLES.css));
  }
  return costs;
}

async function byJobs(): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const [name, style] of Object.entries(STYLES)) {
    for (const jobs of [100, 10_000, 1_000_000]) {
      costs.push(await firstPage(`page 1 of ${jobs} jobs (${name})`, 1, jobs, style));
    }
  }
  return costs;
}

/** The first page reads every feed, the second only feeds that can have rows on it. */
async function byFeeds(): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const count of [1, 10, 50, 100, 300]) {
    const { counter, feeds } = createFeeds(count, 10_000, STYLES.css);
    costs.push(await measured(`page 1 of ${count} feeds`, counter, feeds, null));
    const [cursor = null] = await walkOn(feeds, PAGE, 1);
    costs.push(await measured(`page 2 of ${count} feeds`, counter, feeds, cursor));
  }
  for (const jobs of [100, 10_000, 1_000_000]) {
    const { feeds } = createFeeds(300, jobs, STYLES.css);
    for (const first of [PAGE, 1000]) {
      const kilobytes = await heldKb(() => readOnePage(feeds, first, null));
      const what = `memory held by a page of ${first}, 300 feeds of ${jobs} jobs`;
      costs.push({ what, microseconds: Number.NaN, kilobytes });
    }
  }
  return costs;
}

async function byPage(): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const count of [1, 50]) {
    const { counter, feeds } = createFeeds(count, 100_000, STYLES.css);
    const cursors = await walkOn(feeds, PAGE, 999);
    const reads = PAGES.map((page) => () => readOnePage(feeds, PAGE, cursors[page - 2] ?? null));
    const times = await mediansUs(reads);
    for (const [index, read] of reads.entries()) {
      counter.calls = 0;
      await read();
      const what = `page ${PAGES[index] ?? 0} of ${count} feed(s)`;
      costs.push({ what, microseconds: times[index] ?? Number.NaN, calls: counter.calls });
    }
  }
  return costs;
}

const PAGES = [2, 10, 100, 1000];

async function firstPage(what: string, count: number, size: number, style: PaginationStyle): Promise<Cost> {
  const { counter, feeds } = createFeeds(count, size, style);
  return measured(what, counter, feeds, null);
}

async function measured(
  what: string,
  counter: Counter,
  feeds: readonly Feed<Item>[],
  cursor: string | null,
): Promise<Cost> {
  counter.calls = 0;
  await readOnePage(feeds, PAGE, cursor);
  const { calls } = counter;
  const microseconds = await medianUs(() => readOnePage(feeds, PAGE, cursor));
  return { what, microseconds, calls };
}

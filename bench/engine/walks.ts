import { readPage } from '../../src/paging/connection.js';
import type { Page } from '../../src/paging/connection-page.js';
import { CursorCodec } from '../../src/paging/cursor/codec.js';
import type { Feed } from '../../src/paging/feed.js';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { PagingSession } from '../../src/paging/session.js';
import { NEWEST, type Item } from './feeds.js';

export const codec = new CursorCodec(['a key that signs the cursors of the benchmark']);
/** The binding of cursors to a list and its filter. */
export const BINDING = 'bench';
const learned = new LearnedEndpoints();

/** Reads one page of a merge in its own session, so that the cursor is the only state from earlier pages. */
export function readOnePage(feeds: readonly Feed<Item>[], first: number, after: string | null): Promise<Page<Item>> {
  const session = new PagingSession({ scanRows: 5000, softDeadline: Infinity, learned, now: () => NEWEST });
  const sources = feeds.map((feed) => ({ feed, space: 'bench' }));
  return readPage<Item>({
    binding: () => BINDING,
    arguments: { first, after },
    range: {},
    pageSize: 1000,
    codec,
    session,
    sources: () => Promise.resolve({ sources, unlisted: [] }),
  });
}

/** The end cursors of page 1, 2, … of a walk. */
export async function walkOn(feeds: readonly Feed<Item>[], first: number, pages: number): Promise<readonly string[]> {
  const cursors: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pages; page++) {
    cursor = (await readOnePage(feeds, first, cursor)).endCursor;
    if (cursor === null) throw new Error(`The walk ends before page ${page + 1}.`);
    cursors.push(cursor);
  }
  return cursors;
}

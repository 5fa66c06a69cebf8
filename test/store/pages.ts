import { END, START } from '../../src/paging/sort-key.js';
import type { PageQuery, Store, StoreAccount } from '../../src/store/store.js';
import { CSS } from './rows.js';

export const MINUTE = 60_000;
export const T0 = Date.UTC(2026, 0, 1);

export const OTHER: StoreAccount = {
  name: 'tables',
  provider: 'HUAWEI_GEMINIDB',
  region: 'r1',
  identity: 'gemini r1 p1',
};
export const ALL: Omit<PageQuery, 'direction' | 'after' | 'limit'> = {
  accounts: [{ name: CSS.name }, { name: OTHER.name }],
};

export async function identities(store: Store, query: Partial<PageQuery> = {}): Promise<string[]> {
  const page = await store.jobs({ ...ALL, direction: 'forward', after: START, limit: 1000, ...query });
  return page.rows.map(({ identity }) => identity);
}

/** All rows, in pages of a size, in one direction. */
export async function walk(store: Store, query: Partial<PageQuery>): Promise<string[]> {
  const { direction = 'forward', limit = 3 } = query;
  const found: string[] = [];
  let after = direction === 'forward' ? START : END;
  for (;;) {
    const page = await store.jobs({ ...ALL, limit, direction, ...query, after });
    found.push(...page.rows.map(({ identity }) => identity));
    if (!page.end) return found;
    after = page.end;
  }
}

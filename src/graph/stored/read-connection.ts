import { readPage } from '../../paging/connection.js';
import type { Page, Sources } from '../../paging/connection-page.js';
import type { PageArguments } from '../../paging/page-arguments.js';
import type { TimeRange } from '../../paging/source.js';
import { StoreError } from '../../store/database.js';
import type { Store } from '../../store/store.js';
import type { GraphContext } from '../context.js';
import { type StalenessArguments, type StoreUse, toStalenessSeconds, toStoreUse } from './staleness.js';

/** The arguments of a connection that the store can serve. */
export type StalePageArguments = PageArguments & StalenessArguments;

/** The sources of a page: all live, or from the store where copies are fresh enough. */
export interface SourceChoice<T> {
  live(): Sources<T> | Promise<Sources<T>>;
  stored(use: StoreUse): Promise<Sources<T>>;
  /** Keeps what was read live. */
  keep(store: Store, page: Page<T>, startedAt: number): void;
}

/** Reads a page. A store that cannot be used costs calls, never an error. */
export async function readConnection<T>(
  context: GraphContext,
  pageArguments: StalePageArguments,
  binding: () => string,
  range: TimeRange,
  choice: SourceChoice<T>,
): Promise<Page<T>> {
  const { session, codec, limits, store, pageRead } = context;
  const seconds = toStalenessSeconds(pageArguments, context);
  const startedAt = Date.now();
  const live = async () => ({ ...(await choice.live()), asOf: startedAt, isStoreUsed: store !== undefined });
  const request = { binding, arguments: pageArguments, range, pageSize: limits.pageSize, codec, session };
  if (store && seconds > 0) {
    try {
      const page = await readPage<T>({
        ...request,
        sources: (state) => {
          const use = toStoreUse(store, seconds, state, startedAt);
          return use ? choice.stored(use) : live();
        },
      });
      if (!page.failures.some(({ error }) => error instanceof StoreError)) {
        choice.keep(store, page, startedAt);
        pageRead?.(page.effort);
        return page;
      }
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }
  const page = await readPage({ ...request, sources: live });
  if (store) choice.keep(store, page, startedAt);
  pageRead?.(page.effort);
  return page;
}

/** Limits how long the response may be cached. Returns the staleness that holds below the connection, in seconds. */
export function sawPage(
  context: GraphContext,
  { asOf }: { readonly asOf: number | null },
  pageArguments: StalePageArguments,
): number {
  const seconds = toStalenessSeconds(pageArguments, context);
  if (pageArguments.maxStaleness === 0) context.freshness.forbidCaching();
  else if (seconds > 0 && asOf !== null) context.freshness.sawCopy(asOf + seconds * 1000);
  return seconds;
}

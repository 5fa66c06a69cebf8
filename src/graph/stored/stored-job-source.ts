import type { ClusterJob } from '../../domain/job.js';
import type { RowFilter, StoreRow } from '../../store/store.js';
import { accountOf } from '../accounts.js';
import type { GraphContext } from '../context.js';
import type { JobSource } from '../sources.js';
import type { StoreUse } from './staleness.js';
import { storedFeed, storedRows } from './stored-rows.js';

/** Stored jobs as one source of a walk. `key`: the source's name in cursors. */
export function storedJobSource(
  context: GraphContext,
  { store }: StoreUse,
  key: string,
  space: string,
  filter: RowFilter,
): JobSource {
  const lists = new Map<string, JobSource>();
  const listOf = ({ account, scope }: StoreRow<ClusterJob>): JobSource => {
    const name = `${account}\0${scope}`;
    let list = lists.get(name);
    if (!list) {
      const feed = storedFeed(accountOf(context, account).jobs(context.operation, scope).key);
      lists.set(name, (list = { feed, space: account, scope, cluster: undefined }));
    }
    return list;
  };
  const stored = storedRows(store, 'jobs', filter, (query) => store.jobs(query), listOf);
  return { feed: storedFeed(key), space, stored, scope: '', cluster: undefined };
}

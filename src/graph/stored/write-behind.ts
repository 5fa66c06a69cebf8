import type { Cluster } from '../../domain/cluster.js';
import type { ClusterJob } from '../../domain/job.js';
import type { LiveRows, Page } from '../../paging/connection-page.js';
import type { Reading, Store } from '../../store/store.js';
import { toRow } from '../../sync/read-cluster-list.js';
import type { JobSource } from '../sources.js';

/**
 * Writes the jobs that a page read live into the store, behind the response. A list that was read whole becomes
 * a fresh copy. `isFiltered`: the provider returned only rows of some statuses, so no list was read whole.
 */
export function keepJobs(store: Store, page: Page<ClusterJob>, startedAt: number, isFiltered: boolean): void {
  for (const live of page.liveRows) {
    if (!('scope' in live.source)) continue;
    const { space: account, scope } = live.source as JobSource;
    write(store.writeJobs.bind(store), live, { account, kind: 'jobs', scope }, startedAt, isFiltered);
  }
}

/** The same for clusters. Which job lists there are is written by readings of all clusters alone. */
export function keepClusters(store: Store, page: Page<Cluster>, startedAt: number): void {
  for (const live of page.liveRows) {
    const list = { account: live.source.space, kind: 'clusters', scope: '' } as const;
    write(store.writeClusters.bind(store), live, list, startedAt, true);
  }
}

function write<T>(
  writeReading: (reading: Reading<T>) => Promise<void>,
  { entries, isWhole }: LiveRows<T>,
  list: Reading<T>['list'],
  startedAt: number,
  isFiltered: boolean,
): void {
  const readDownTo = isWhole && !isFiltered ? -Infinity : undefined;
  if (entries.length === 0 && readDownTo === undefined) return;
  // A store that cannot be used is reported by the store itself.
  writeReading({ list, startedAt, rows: entries.map(toRow), readDownTo }).catch(() => undefined);
}

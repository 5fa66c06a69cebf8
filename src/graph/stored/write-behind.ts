import { LRUCache } from 'lru-cache';
import type { Cluster } from '../../domain/cluster.js';
import type { ClusterJob } from '../../domain/job.js';
import type { LiveRows, Page } from '../../paging/connection-page.js';
import type { ListKey, Reading, Store } from '../../store/store.js';
import { toRow } from '../../sync/read-cluster-list.js';

/** A list that was read whole and shows the same rows is written again after this, which makes its copy fresh again. */
const REPEAT_WHOLE_MS = 1000;
/** A part of a list that shows the same rows is written again after this, in case the store has lost them. */
const REPEAT_PART_MS = 60_000;
/** Pages that are written at a time: the database has other work. */
const CONCURRENCY = 4;
/** The rows of written pages that are compared with later ones. A page whose rows are not remembered is written again. */
const REMEMBERED_CHARACTERS = 8_000_000;
/** Rows of pages that wait. A page that does not fit is not written; its rows are written when they are read again. */
const MAX_WAITING_ROWS = 20_000;

type LivePage<T> = Pick<Page<T>, 'liveRows'>;

interface Written {
  readonly rows: string;
  readonly at: number;
}

/** What is written of a page: rows of one list. */
interface Kept<T> {
  readonly store: Store;
  readonly list: ListKey;
  readonly live: LiveRows<T>;
  readonly startedAt: number;
  /** The list was read whole. */
  readonly isWhole: boolean;
  /** Two rows with equal texts need not be written twice. */
  readonly textOf: (value: T) => string;
  readonly write: (reading: Reading<T>) => Promise<void>;
}

/**
 * Writes the rows that pages read live into the store, behind the responses. Most pages show what the page before
 * showed: these cost no statement.
 */
export class WriteBehind {
  /** By list, number of rows and first row. */
  readonly #written = new LRUCache<string, Written>({
    maxSize: REMEMBERED_CHARACTERS,
    sizeCalculation: ({ rows }, key) => rows.length + key.length,
  });
  readonly #waiting = new Map<string, () => Promise<void>>();
  #waitingRows = 0;
  #store: Store | undefined;
  #running = 0;

  /**
   * Keeps the jobs of a page. A list that was read whole is a fresh copy from now on. `isFiltered`: only jobs of some
   * statuses were requested, so that no list was read whole.
   */
  keepJobs(store: Store, page: LivePage<ClusterJob>, startedAt: number, isFiltered: boolean): void {
    for (const live of page.liveRows) {
      const { source } = live;
      if (!('scope' in source) || typeof source.scope !== 'string') continue;
      const isWhole = live.isWhole && !isFiltered;
      const list = { account: source.space, kind: 'jobs', scope: source.scope } as const;
      this.#keep({ store, list, live, startedAt, isWhole, textOf: textOfJob, write: store.writeJobs.bind(store) });
    }
  }

  /** The same for clusters. Which job lists there are is written by readings of all clusters alone. */
  keepClusters(store: Store, page: LivePage<Cluster>, startedAt: number): void {
    for (const live of page.liveRows) {
      const list = { account: live.source.space, kind: 'clusters', scope: '' } as const;
      const write = store.writeClusters.bind(store);
      this.#keep({ store, list, live, startedAt, isWhole: false, textOf: JSON.stringify, write });
    }
  }

  #keep<T>(kept: Kept<T>): void {
    const { store, list, live, startedAt, isWhole, textOf } = kept;
    if (live.entries.length === 0 && !isWhole) return;
    if (this.#store !== store) this.#written.clear();
    this.#store = store;
    const key = `${list.account} ${list.kind} ${list.scope} ${live.entries.length} ${live.entries[0]?.identity}`;
    const rows = `${isWhole} ${live.entries.map(({ identity, value }) => `${identity} ${textOf(value)}`).join(' ')}`;
    const last = this.#written.get(key);
    const repeatMs = isWhole ? REPEAT_WHOLE_MS : REPEAT_PART_MS;
    if (last?.rows === rows && startedAt - last.at < repeatMs) return;
    // A later page with this key has as many rows.
    const added = this.#waiting.has(key) ? 0 : live.entries.length;
    if (this.#waitingRows + added > MAX_WAITING_ROWS) return;
    this.#waitingRows += added;
    this.#written.set(key, { rows, at: startedAt });
    this.#waiting.set(key, () => this.#write(key, kept));
    this.#start();
  }

  #start(): void {
    for (const [key, write] of this.#waiting) {
      if (this.#running >= CONCURRENCY) return;
      this.#waiting.delete(key);
      this.#running++;
      void write().then(() => {
        this.#running--;
        this.#start();
      });
    }
  }

  async #write<T>(key: string, { list, live, startedAt, isWhole, write }: Kept<T>): Promise<void> {
    this.#waitingRows -= live.entries.length;
    const whole = isWhole ? { readDownTo: -Infinity } : {};
    try {
      await write({ list, startedAt, rows: live.entries.map(toRow), ...whole });
    } catch {
      // A store that cannot be used is reported by the store itself.
      this.#written.delete(key);
    }
  }
}

/** A job that has ended does not change any more. */
function textOfJob(job: ClusterJob): string {
  return job.finishedAt === null ? JSON.stringify(job) : job.status;
}

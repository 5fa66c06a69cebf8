import type { Cluster, ClusterStatus } from '../domain/cluster.js';
import type { ClusterJob, ClusterJobChangeKind, ClusterJobStatus } from '../domain/job.js';
import type { Account } from '../domain/provider.js';

export type ListKind = 'clusters' | 'jobs';

/** One upstream list. The scope of a job list is a cluster, an app or '' for the whole account. */
export interface ListKey {
  readonly account: string;
  readonly kind: ListKind;
  readonly scope: string;
}

/** The state of a list in the store. Times are milliseconds since 1970. */
export interface ListState extends ListKey {
  /** When the last whole reading began; 0: the list was never read whole. */
  readonly readAt: number;
  /** The creation time of the oldest row that had not ended then; `null`: all had. */
  readonly oldestOpenTime: number | null;
  /** All rows of the list that are as old as this or older are known; `null`: it had none. */
  readonly newestTime: number | null;
  /** Rows of the list are complete back to this creation time; -Infinity: to its end. `null`: it was never read whole. */
  readonly reachesBackTo: number | null;
  /** When the last reading began that went to the end, or to the last row that can be read; 0: none did. */
  readonly endReadAt: number;
}

/** How fresh the copies of an account's lists are. Times are milliseconds since 1970. */
export interface AccountFreshness {
  /** When the cluster list was last read whole; 0: never. */
  readonly clustersReadAt: number;
  /** The oldest last reading of the job lists that were read at the cutoff or later; `null`: none was. */
  readonly oldestReading: number | null;
  /** Job lists were last read before the cutoff. */
  readonly hasOlderLists: boolean;
  /** Some job list is known back to this creation time only; `null`: all are known to their ends. */
  readonly completeSince: number | null;
}

/** A configured account. Its rows belong to its `identity`: an account with another identity starts without rows. */
export interface StoreAccount extends Account {
  /** Provider, region, project and key. It is stored as a keyed hash. */
  readonly identity: string;
}

/** A place in the order of all walks. */
export interface StorePlace {
  readonly time: number;
  readonly tiebreaker: string;
}

/** A row with its position. `time` belongs to the position; the value's own `createdAt` may be `null`. */
export interface StoreRow<T> extends StorePlace {
  readonly account: string;
  /** The scope of the list that holds the row. */
  readonly scope: string;
  readonly identity: string;
  readonly value: T;
}

/** Rows as one reading of a list found them. */
export interface Reading<T> {
  readonly list: ListKey;
  /** When the reading began. A reading that began earlier never overwrites a later one. */
  readonly startedAt: number;
  readonly rows: readonly Omit<StoreRow<T>, 'account' | 'scope'>[];
  /**
   * The list was read from its newest row down to this time (-Infinity: to its end), and these are the last rows of the
   * reading: newer rows that it did not find are no longer listed.
   */
  readonly readDownTo?: number | undefined;
  /** Rows older than `readDownTo` cannot be read: they count as no longer listed. Absent: if it is -Infinity. */
  readonly isToEnd?: boolean | undefined;
  /** The newest creation time in the whole reading, where `rows` are only its last ones; `null`: it found none. */
  readonly newestTime?: number | null | undefined;
  /** How far back the copy is complete with this reading. Absent: to `readDownTo`, or as far as before. */
  readonly reachesBackTo?: number | undefined;
  /** The scopes of the account's job lists, for a list of clusters that was read whole. */
  readonly jobScopes?: readonly string[] | undefined;
}

/** Which rows a page is about. A list that is absent means all; an empty one means none. */
export interface RowFilter {
  /** Account names, with the oldest creation time that counts (GeminiDB's window). */
  readonly accounts: readonly { readonly name: string; readonly from?: number | undefined }[];
  readonly statuses?: readonly (ClusterStatus | ClusterJobStatus)[] | undefined;
  /** Actions of jobs. */
  readonly actions?: readonly string[] | undefined;
  /** Part of the names of clusters, ignoring case. */
  readonly nameContains?: string | undefined;
  /** Only these lists. */
  readonly scopes?: readonly ListKey[] | undefined;
  /** Only jobs of these clusters, in lists that clusters share. */
  readonly clusters?: readonly { readonly account: string; readonly nativeId: string }[] | undefined;
  /** Not these lists. */
  readonly without?: readonly ListKey[] | undefined;
  /** Creation times: `from` inclusive, `before` exclusive. */
  readonly from?: number | undefined;
  readonly before?: number | undefined;
}

export interface PageQuery extends RowFilter {
  readonly direction: 'forward' | 'backward';
  /** Rows behind this place, in the direction. */
  readonly after: StorePlace;
  readonly limit: number;
}

export interface StorePage<T> {
  readonly rows: readonly StoreRow<T>[];
  /** Everything up to here was looked at; absent: to the end. */
  readonly end?: StorePlace | undefined;
}

/** One change of a job, in the order in which readings wrote them. */
export interface JobChange {
  readonly sequence: number;
  readonly kind: ClusterJobChangeKind;
  readonly previousStatus: ClusterJobStatus | null;
  readonly job: StoreRow<ClusterJob>;
}

/** Some changes in the order in which readings wrote them. */
export interface ChangePage {
  readonly changes: readonly JobChange[];
  /** Everything up to this sequence number was looked at. */
  readonly end: number;
}

/** Keeps what was read. All methods reject with a StoreError where the store cannot be used. */
export interface Store {
  /** Made when the store was, so that another store is not taken for this one. */
  readonly id: string;
  /** Takes over the accounts of another configuration. Rows of an account with another identity are no longer found. */
  useAccounts(accounts: readonly StoreAccount[]): Promise<void>;
  /** The states of an account's lists of one kind that were last read before `before`, the oldest first. */
  listsReadBefore(account: string, kind: ListKind, before: number, limit: number): Promise<readonly ListState[]>;
  /** By account. An account that the store does not have is left out. */
  freshness(accounts: readonly string[], cutoff: number): Promise<ReadonlyMap<string, AccountFreshness>>;
  list(key: ListKey): Promise<ListState | null>;
  jobs(query: PageQuery): Promise<StorePage<ClusterJob>>;
  clusters(query: PageQuery): Promise<StorePage<Cluster>>;
  /** How many rows match; `null`: counting takes longer than `timeoutMs`. */
  count(kind: ListKind, filter: RowFilter, timeoutMs: number): Promise<number | null>;
  /** Jobs of one list by identity. */
  findJobs(key: ListKey, identities: readonly string[]): Promise<readonly StoreRow<ClusterJob>[]>;
  findClusters(account: string, nativeIds: readonly string[]): Promise<readonly StoreRow<Cluster>[]>;
  writeJobs(reading: Reading<ClusterJob>): Promise<void>;
  writeClusters(reading: Reading<Cluster>): Promise<void>;
  /** Changes behind a sequence number, the oldest first. Those of accounts that are not configured are left out. */
  changesAfter(sequence: number, limit: number): Promise<ChangePage>;
  /** The sequence numbers of the newest change that has expired and of the newest change; 0 where there is none. */
  changesKept(): Promise<{ readonly expired: number; readonly newest: number }>;
  /** Bytes that the store takes, with its indexes. */
  sizeBytes(): Promise<number>;
  /** Deletes an account's rows, changes and states, whether it is configured or not. Rows deleted. */
  forget(account: string): Promise<number>;
  /**
   * Deletes a few of the rows that are due: no longer listed since `goneBefore`, also because their list or account is
   * gone; changes before `changedBefore`.
   */
  expire(goneBefore: number, changedBefore: number): Promise<number>;
  close(): Promise<void>;
}

import type { ChangeFeed } from '../changes/change-feed.js';
import type { Limits } from '../config/config.js';
import type { ClusterKey } from '../domain/cluster.js';
import type { Freshness } from '../domain/freshness.js';
import type { ClusterJob } from '../domain/job.js';
import type { RunningOperation } from '../upstream/index.js';
import type { ClusterLoader } from '../loaders/clusters.js';
import type { JobLoader } from '../loaders/jobs.js';
import type { PageEffort } from '../paging/page-effort.js';
import type { CursorCodec } from '../paging/cursor/codec.js';
import type { CursorSeal } from '../paging/cursor/seal.js';
import type { Feed } from '../paging/feed.js';
import type { PagingSession } from '../paging/session.js';
import type { Store } from '../store/store.js';
import type { ProviderAccount } from '../providers/provider.js';
import type { CacheScope } from './caching.js';
import type { ClusterJobConnectionModel } from './connection-model.js';
import type { ClusterModel, ResolvedReference } from './model.js';
import type { WriteBehind } from './stored/write-behind.js';

/** The accounts that a caller may see, by name, in the configuration's order. To the caller, others do not exist. */
export type VisibleAccounts = ReadonlyMap<string, ProviderAccount>;

/** Called with each page that was read, for metrics. */
export type PageObserver = (effort: PageEffort) => void;

/** State of one operation, shared by its resolvers. */
export interface GraphContext extends Disposable {
  readonly operation: RunningOperation;
  readonly accounts: VisibleAccounts;
  readonly session: PagingSession;
  readonly codec: CursorCodec;
  /** Signs the cursors of changes. */
  readonly seal: CursorSeal;
  readonly limits: Limits;
  /** Keeps what was read; absent: every page is read live. */
  readonly store: Store | undefined;
  readonly writeBehind: WriteBehind;
  /** The changes of the store, for subscriptions; absent: no store is configured. */
  readonly changes: ChangeFeed | undefined;
  /** As `accounts`, but of the newest configuration: a subscription may outlive a reload. */
  readonly currentAccounts: () => VisibleAccounts;
  /** Aborted when the caller disconnects. */
  readonly signal: AbortSignal;
  /** `store.maxStalenessSeconds`: for connections that do not say. */
  readonly maxStalenessSeconds: number;
  readonly clusters: ClusterLoader;
  /** Loaders of clusters that may be some seconds old, by these seconds. */
  readonly storedClusters: Map<number, ClusterLoader>;
  readonly jobs: JobLoader;
  /** Pages of clusters' jobs that are read ahead, by cluster and arguments. */
  readonly jobPages: Map<string, Promise<ClusterJobConnectionModel | null>>;
  /** Job feeds that several clusters share. */
  readonly sharedFeeds: Map<string, Feed<ClusterJob>>;
  /** Models of clusters that were not read, by the array of keys that rows of one page share. */
  readonly namedClusters: Map<readonly ClusterKey[], readonly ClusterModel[]>;
  /** How long the response may be cached. */
  readonly freshness: Freshness;
  readonly pageRead: PageObserver | undefined;
  readonly cacheScope: CacheScope;
  /** The results of each `_entities` of the operation. `undefined`: responses have no cache tags. */
  readonly entityLists: (readonly ResolvedReference[])[] | undefined;
}

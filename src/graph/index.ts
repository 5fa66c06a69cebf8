import type { ApolloServerPlugin, BaseContext, GraphQLRequestListener } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { ChangeFeed } from '../changes/change-feed.js';
import { untilUsable } from '../changes/until-usable.js';
import type { Config } from '../config/config.js';
import { Freshness } from '../domain/freshness.js';
import { createOperation } from '../upstream/index.js';
import { createClusterLoader } from '../loaders/clusters.js';
import { createJobLoader } from '../loaders/jobs.js';
import { LearnedEndpoints } from '../paging/list/learned-limits.js';
import { PagingSession } from '../paging/session.js';
import type { Store } from '../store/store.js';
import type { ProviderAccount } from '../providers/provider.js';
import { setCacheTags } from './cache-tags.js';
import { type CacheScope, setCacheControl } from './caching.js';
import { ANY_AGE_SECONDS } from './changes.js';
import type { GraphContext, PageObserver, VisibleAccounts } from './context.js';
import { openCursors } from './cursors.js';
import { createSchema } from './schema.js';
import { WriteBehind } from './stored/write-behind.js';

export { formatError } from './errors.js';
export type { PageObserver } from './context.js';

/** The caller of an operation. */
export interface Caller {
  readonly requestId: string;
  /** Equal rights are the same object. */
  readonly rights: { allows(account: string): boolean };
  /** Aborted when the caller disconnects. */
  readonly signal: AbortSignal;
  /** Whether a cache may give this caller's response to others. `public` only if all callers see everything. */
  readonly cacheScope?: CacheScope;
  /** One response of a subscription: everything comes from the store, and no upstream call is made. */
  readonly isEvent?: boolean;
}

export interface Graph {
  readonly schema: GraphQLSchema;
  createContext(caller: Caller): GraphContext;
  /** Ends an operation when its response is sent, and sets how long the response may be cached. */
  readonly plugin: ApolloServerPlugin;
}

/** The store and its changes. A reload of the configuration keeps them. */
export interface Stored {
  readonly current: Store | undefined;
  readonly changes?: ChangeFeed | undefined;
  /** The accounts of the newest configuration. Default: those of the graph. */
  readonly accounts?: readonly ProviderAccount[] | undefined;
}

/** The part of an operation's time after which a search ends its page early. */
const SOFT_DEADLINE = 0.75;

/** The graph over some accounts. */
export function createGraph(
  { limits, cursorKeys, server, store: storeConfig }: Config,
  providers: readonly ProviderAccount[],
  pageRead?: PageObserver,
  stored: Stored = { current: undefined },
): Graph {
  const maxStalenessSeconds = storeConfig?.maxStalenessSeconds ?? 0;
  const currentCursors = openCursors(cursorKeys);
  const learned = new LearnedEndpoints();
  const writeBehind = new WriteBehind();
  const visibleTo = rememberVisible(() => providers);
  const visibleNow = rememberVisible(() => stored.accounts ?? providers);
  return {
    schema: createSchema(),
    createContext: ({ requestId, rights, signal, cacheScope = server.cacheScope, isEvent = false }) => {
      const { requestTimeoutMs, scanRows } = limits;
      const upstreamCalls = isEvent ? 0 : limits.upstreamCalls;
      const operation = createOperation({ requestId, timeoutMs: requestTimeoutMs, upstreamCalls, signal });
      const accounts = isEvent ? visibleNow(rights) : visibleTo(rights);
      const softDeadline = Date.now() + requestTimeoutMs * SOFT_DEADLINE;
      const session = new PagingSession({ scanRows, softDeadline, learned, now: Date.now });
      const freshness = new Freshness();
      const clusters = createClusterLoader(accounts, operation, session, freshness);
      const jobs = createJobLoader(accounts, operation, session, freshness);
      const shared = {
        session,
        ...currentCursors(),
        limits,
        store: isEvent && stored.current ? untilUsable(stored.current, signal) : stored.current,
        writeBehind,
        changes: stored.changes,
        currentAccounts: () => visibleNow(rights),
        signal,
        maxStalenessSeconds: isEvent ? ANY_AGE_SECONDS : maxStalenessSeconds,
        clusters,
        storedClusters: new Map(),
        jobs,
        jobPages: new Map(),
        sharedFeeds: new Map(),
        namedClusters: new Map(),
        freshness,
        pageRead,
        entityLists: server.cacheTags ? [] : undefined,
      };
      const dispose = () => {
        operation.dispose();
      };
      return { operation, accounts, ...shared, cacheScope, [Symbol.dispose]: dispose };
    },
    plugin: { requestDidStart: () => END },
  };
}

const END: Promise<GraphQLRequestListener<BaseContext>> = Promise.resolve({
  willSendResponse: (sent) => {
    const context = sent.contextValue;
    if (isGraphContext(context)) {
      context.operation.dispose();
      setCacheTags(sent, context);
    }
    setCacheControl(sent, isGraphContext(context) ? context : undefined);
    return DONE;
  },
});

const DONE = Promise.resolve();

/** Apollo Server passes copies of a context, which share its members. */
function isGraphContext(context: object): context is GraphContext {
  return 'jobPages' in context;
}

/** The accounts that a caller may see: for equal rights the same object until the accounts change. */
function rememberVisible(
  currentProviders: () => readonly ProviderAccount[],
): (rights: Caller['rights']) => VisibleAccounts {
  let providers: readonly ProviderAccount[] | undefined;
  let visible = new WeakMap<Caller['rights'], VisibleAccounts>();
  return (rights) => {
    const current = currentProviders();
    if (current !== providers) [providers, visible] = [current, new WeakMap()];
    let accounts = visible.get(rights);
    if (!accounts) visible.set(rights, (accounts = selectVisible(current, rights)));
    return accounts;
  };
}

function selectVisible(providers: readonly ProviderAccount[], rights: Caller['rights']): VisibleAccounts {
  const visible = providers.filter(({ account }) => rights.allows(account.name));
  return new Map(visible.map((provider) => [provider.account.name, provider]));
}

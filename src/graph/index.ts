import type { ApolloServerPlugin, BaseContext, GraphQLRequestListener } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config.js';
import { Freshness } from '../domain/freshness.js';
import { createOperation } from '../upstream/index.js';
import { createClusterLoader } from '../loaders/clusters.js';
import { createJobLoader } from '../loaders/jobs.js';
import { CursorCodec } from '../paging/cursor/codec.js';
import { LearnedEndpoints } from '../paging/list/learned-limits.js';
import { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';
import { setCacheTags } from './cache-tags.js';
import { type CacheScope, setCacheControl } from './caching.js';
import type { GraphContext, VisibleAccounts } from './context.js';
import { createSchema } from './schema.js';

export { formatError } from './errors.js';

/** On whose behalf an operation runs. */
export interface Caller {
  readonly requestId: string;
  /** The same object, the same rights. */
  readonly rights: { allows(account: string): boolean };
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
  /** Whether others may be given what this caller was answered; `public` only where everybody sees everything. */
  readonly cacheScope?: CacheScope;
}

export interface Graph {
  readonly schema: GraphQLSchema;
  createContext(caller: Caller): GraphContext;
  /** Ends an operation's time when it has been answered, and tells how long the answer may be kept. */
  readonly plugin: ApolloServerPlugin;
}

/** Searches end their pages when this part of an operation's time is used. */
const SOFT_DEADLINE = 0.75;

/** The graph over some accounts. */
export function createGraph({ limits, cursorKeys, server }: Config, providers: readonly ProviderAccount[]): Graph {
  const codec = new CursorCodec(cursorKeys.map((key) => key.reveal()));
  const learned = new LearnedEndpoints();
  const visible = new WeakMap<Caller['rights'], VisibleAccounts>();
  const visibleTo = (rights: Caller['rights']): VisibleAccounts => {
    let accounts = visible.get(rights);
    if (!accounts) visible.set(rights, (accounts = selectVisible(providers, rights)));
    return accounts;
  };
  return {
    schema: createSchema(),
    createContext: ({ requestId, rights, signal, cacheScope = server.cacheScope }) => {
      const { requestTimeoutMs, upstreamCalls, scanRows } = limits;
      const operation = createOperation({ requestId, timeoutMs: requestTimeoutMs, upstreamCalls, signal });
      const accounts = visibleTo(rights);
      const softDeadline = Date.now() + requestTimeoutMs * SOFT_DEADLINE;
      const session = new PagingSession({ scanRows, softDeadline, learned, now: Date.now });
      const freshness = new Freshness();
      const clusters = createClusterLoader(accounts, operation, session, freshness);
      const jobs = createJobLoader(accounts, operation, session, freshness);
      const shared = {
        session,
        codec,
        limits,
        clusters,
        jobs,
        jobPages: new Map(),
        sharedFeeds: new Map(),
        namedClusters: new Map(),
        freshness,
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

/** Apollo Server hands out copies of a context, which share what is in it. */
function isGraphContext(context: object): context is GraphContext {
  return 'jobPages' in context;
}

function selectVisible(providers: readonly ProviderAccount[], rights: Caller['rights']): VisibleAccounts {
  const visible = providers.filter(({ account }) => rights.allows(account.name));
  return new Map(visible.map((provider) => [provider.account.name, provider]));
}

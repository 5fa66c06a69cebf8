import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config.js';
import { Freshness } from '../domain/freshness.js';
import { createOperation, type RunningOperation } from '../http/index.js';
import { ClusterLoader } from '../loaders/clusters.js';
import { createJobLoader } from '../loaders/jobs.js';
import { CursorCodec } from '../paging/cursor.js';
import { LearnedEndpoints } from '../paging/learned.js';
import { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';
import { type CacheScope, setCacheControl } from './caching.js';
import type { GraphContext } from './context.js';
import { createSchema } from './schema.js';

export { formatError } from './errors.js';

/** On whose behalf an operation runs. */
export interface Caller {
  readonly requestId: string;
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

interface Running {
  readonly operation: RunningOperation;
  readonly freshness: Freshness;
  readonly cacheScope: CacheScope;
}

/** Searches end their pages when this part of an operation's time is used. */
const SOFT_DEADLINE = 0.75;

/** The graph over some accounts. */
export function createGraph({ limits, cursorKeys, auth }: Config, providers: readonly ProviderAccount[]): Graph {
  const codec = new CursorCodec(cursorKeys.map((key) => key.reveal()));
  const learned = new LearnedEndpoints();
  const running = new WeakMap<object, Running>();
  return {
    schema: createSchema(),
    createContext: ({ requestId, rights, signal, cacheScope = auth.kind === 'none' ? 'public' : 'private' }) => {
      const { requestTimeoutMs, upstreamCalls, scanRows } = limits;
      const operation = createOperation({ requestId, timeoutMs: requestTimeoutMs, upstreamCalls, signal });
      const visible = providers.filter(({ account }) => rights.allows(account.name));
      const accounts = new Map(visible.map((provider) => [provider.account.name, provider]));
      const softDeadline = Date.now() + requestTimeoutMs * SOFT_DEADLINE;
      const session = new PagingSession({ scanRows, softDeadline, learned, now: Date.now });
      const freshness = new Freshness();
      const clusters = new ClusterLoader(accounts, operation, session, freshness);
      const jobs = createJobLoader(accounts, operation, session, freshness);
      const context = { operation, accounts, session, codec, limits, clusters, jobs, jobPages: new Map(), freshness };
      running.set(operation, { operation, freshness, cacheScope });
      return context;
    },
    plugin: {
      requestDidStart: ({ contextValue }) =>
        Promise.resolve({
          willSendResponse: (sent) => {
            const { operation, freshness, cacheScope } = running.get(operationOf(contextValue)) ?? {};
            operation?.dispose();
            setCacheControl(sent, freshness, cacheScope ?? 'private');
            return Promise.resolve();
          },
        }),
    },
  };
}

/** Apollo Server hands out copies of a context, which share what is in it. */
function operationOf(context: object): object {
  return 'operation' in context && typeof context.operation === 'object' && context.operation ? context.operation : {};
}

import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config.js';
import { createOperation, type RunningOperation } from '../http/index.js';
import { createClusterLoader } from '../loaders/clusters.js';
import { createJobLoader } from '../loaders/jobs.js';
import { CursorCodec } from '../paging/cursor.js';
import { LearnedEndpoints } from '../paging/learned.js';
import { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';
import type { GraphContext } from './context.js';
import { createSchema } from './schema.js';

export { formatError } from './errors.js';

/** On whose behalf an operation runs. */
export interface Caller {
  readonly requestId: string;
  readonly rights: { allows(account: string): boolean };
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
}

export interface Graph {
  readonly schema: GraphQLSchema;
  createContext(caller: Caller): GraphContext;
  /** Ends an operation's time when it has been answered. */
  readonly plugin: ApolloServerPlugin;
}

/** Searches end their pages when this part of an operation's time is used. */
const SOFT_DEADLINE = 0.75;

/** The graph over some accounts. */
export function createGraph({ limits, cursorKeys }: Config, providers: readonly ProviderAccount[]): Graph {
  const codec = new CursorCodec(cursorKeys.map((key) => key.reveal()));
  const learned = new LearnedEndpoints();
  const running = new WeakMap<object, RunningOperation>();
  return {
    schema: createSchema(),
    createContext: ({ requestId, rights, signal }) => {
      const { requestTimeoutMs, upstreamCalls, scanRows } = limits;
      const operation = createOperation({ requestId, timeoutMs: requestTimeoutMs, upstreamCalls, signal });
      const visible = providers.filter(({ account }) => rights.allows(account.name));
      const accounts = new Map(visible.map((provider) => [provider.account.name, provider]));
      const softDeadline = Date.now() + requestTimeoutMs * SOFT_DEADLINE;
      const session = new PagingSession({ scanRows, softDeadline, learned, now: Date.now });
      const clusters = createClusterLoader(accounts, operation, session);
      const jobs = createJobLoader(accounts, operation, session);
      const context = { operation, accounts, session, codec, limits, clusters, jobs, jobPages: new Map() };
      running.set(context, operation);
      return context;
    },
    plugin: {
      requestDidStart: ({ contextValue }) =>
        Promise.resolve({
          willSendResponse: () => {
            running.get(contextValue)?.dispose();
            return Promise.resolve();
          },
        }),
    },
  };
}

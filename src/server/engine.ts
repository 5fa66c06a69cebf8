import type { ApolloServer, BaseContext } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Limits } from '../config/config.js';
import type { Rights } from './auth/rights.js';
import type { RepeatedQueries } from './execution/repeated-queries.js';
import type { FormatError } from './mask.js';

/** The request of an operation, for its context. */
export interface RequestInfo {
  readonly requestId: string;
  readonly rights: Rights;
  /** Aborted when the caller disconnects, or when the server stops and its grace period is over. */
  readonly signal: AbortSignal;
  /** `public`: shared caches may serve this response to other callers. By default the configuration's scope. */
  readonly cacheScope?: 'public' | 'private';
  /** This is one response of a subscription: it is made without upstream calls. */
  readonly isEvent?: boolean;
}

/** Creates the context that all resolvers of an operation share. */
export type CreateContext<Context> = (request: RequestInfo) => Context | Promise<Context>;

/** Executes operations. A reload of the configuration replaces this part of a server. */
export interface Engine<Context extends BaseContext> {
  readonly apollo: ApolloServer<Context>;
  readonly queries: RepeatedQueries<Context>;
  readonly schema: GraphQLSchema;
  readonly formatError: FormatError;
  readonly logger: Logger;
  readonly createContext: CreateContext<Context & Partial<Disposable>>;
  /** The largest numbers of concurrent queries and of subscriptions. */
  readonly limits: Pick<Limits, 'concurrency' | 'subscriptions' | 'bodyBytes'>;
}

/** The engine of this moment. */
export interface CurrentEngine<Context extends BaseContext> {
  readonly current: Engine<Context>;
}

import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import type { Operation } from '../domain/operation.js';
import type { ProviderAccount } from '../providers/provider.js';
import type { CreateContext } from '../server/engine.js';
import type { FormatError } from '../server/mask.js';
import type { RequestObserver } from '../server/observer.js';
import type { Fetch } from '../upstream/transport/fetch.js';

/** How far the reading of one account's lists has come. */
export interface SyncProgress {
  readonly account: string;
  readonly listsDone: number;
  /** Lists known so far; the cluster list shows the others. */
  readonly lists: number;
  readonly rows: number;
  /** Upstream calls so far. */
  readonly calls: number;
}

/** An account some of whose lists could not be read. */
export interface SyncFailure {
  readonly account: string;
  readonly error: Error;
  /** Lists that could not be read. */
  readonly lists: number;
}

/** The part of the process that a factory uses. */
export interface ProcessContext {
  readonly logger: Logger;
  /** Read for HTTPS_PROXY and NO_PROXY. */
  readonly environment: Environment;
  /** Read live, for commands that must not open the store's file while a server uses it. */
  readonly withoutStore?: boolean;
}

/** The executable graph over the accounts of a configuration. */
export interface Graph {
  readonly schema: GraphQLSchema;
  readonly createContext: CreateContext<BaseContext>;
  readonly plugins?: readonly ApolloServerPlugin[];
  readonly formatError: FormatError;
  readonly requestObserver?: RequestObserver | undefined;
  /** Fetches a token issuer's key set, through the same proxy as the accounts. */
  readonly fetchKeys?: Fetch;
  /** The graph over another configuration. It keeps the connections, and the accounts whose settings stay the same. */
  reload?(config: Config): Promise<Graph>;
  close(): Promise<void>;
}

/** The accounts of a configuration with their HTTP clients. */
export interface Providers {
  readonly accounts: readonly ProviderAccount[];
  /** Starts an operation with the configured limits. The caller disposes of it at its end. */
  createOperation(): Operation & Disposable;
  /** The accounts of another configuration. Those with the same settings are the same objects. */
  reload?(config: Config): readonly ProviderAccount[];
  close(): Promise<void>;
}

/** Running simulated clouds. */
export interface SimulatedClouds {
  /** `accounts` of a configuration file that reads them. */
  readonly accounts: readonly object[];
  close(): Promise<void>;
}

/** Creates what the commands and the library work with. Modules are imported on demand: `schema` loads no HTTP client. */
export interface Factories {
  readSdl(): Promise<string>;
  createGraph(config: Config, context: ProcessContext): Promise<Graph>;
  createProviders(config: Config, context: ProcessContext): Promise<Providers>;
  /** Fills the store once. Returns the accounts that could not be read whole. Throws a ConfigurationError without a store. */
  sync(
    config: Config,
    context: ProcessContext,
    onProgress: (progress: SyncProgress) => void,
  ): Promise<readonly SyncFailure[]>;
  /** Deletes what the store has of an account. Returns the number of rows. */
  forget(config: Config, context: ProcessContext, account: string): Promise<number>;
  startClouds(): Promise<SimulatedClouds>;
}

import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import type { Operation } from '../domain/operation.js';
import type { ProviderAccount } from '../providers/provider.js';
import type { CreateContext } from '../server/graphql-route.js';
import type { FormatError } from '../server/mask.js';
import type { RequestObserver } from '../server/observer.js';
import type { Fetch } from '../upstream/transport/fetch.js';

/** What a factory takes from the process. */
export interface ProcessContext {
  readonly logger: Logger;
  /** Read for HTTPS_PROXY and NO_PROXY. */
  readonly environment: Environment;
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
  close(): Promise<void>;
}

/** The accounts of a configuration with their HTTP clients. */
export interface Providers {
  readonly accounts: readonly ProviderAccount[];
  /** Starts an operation with the configured limits. The caller disposes of it at its end. */
  createOperation(): Operation & Disposable;
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
  startClouds(): Promise<SimulatedClouds>;
}

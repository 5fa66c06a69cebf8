import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import type { Fetch } from '../upstream/transport/fetch.js';
import type { ProviderAccount } from '../providers/provider.js';
import type { CreateContext } from '../server/graphql-route.js';
import type { FormatError } from '../server/mask.js';

/** What parts take from the process around them. */
export interface Surroundings {
  readonly logger: Logger;
  /** For HTTPS_PROXY and its like. */
  readonly environment: Environment;
}

/** The graph over a configuration's accounts. */
export interface Graph {
  readonly schema: GraphQLSchema;
  readonly createContext: CreateContext<BaseContext>;
  readonly plugins?: readonly ApolloServerPlugin[];
  readonly formatError: FormatError;
  /** Reads the keys of a token's issuer by the way that the accounts take. */
  readonly fetchKeys?: Fetch;
  close(): Promise<void>;
}

/** The accounts of a configuration, ready to be called. */
export interface Providers {
  readonly accounts: readonly ProviderAccount[];
  close(): Promise<void>;
}

/** Simulated clouds that are up. */
export interface SimulatedClouds {
  /** In the shape of the configuration file. */
  readonly accounts: readonly object[];
  close(): Promise<void>;
}

/** What commands are made of. Each is loaded when a command needs it: `schema` waits for no HTTP client. */
export interface Parts {
  readSdl(): Promise<string>;
  createGraph(config: Config, surroundings: Surroundings): Promise<Graph>;
  createProviders(config: Config, surroundings: Surroundings): Promise<Providers>;
  startClouds(): Promise<SimulatedClouds>;
}

import { randomUUID } from 'node:crypto';
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { parts } from './app/wiring.js';
import type { Config } from './config/config.js';
import type { Environment } from './config/environment.js';
import type { Configuration } from './config/file.js';
import { loadConfig } from './config/load.js';
import { formatMistakes } from './config/mistake.js';
import { sdlOf } from './graph/sdl.js';
import { createLogger } from './server/logger.js';
import type { RequestInfo } from './server/graphql-route.js';
import type { RunningServer } from './server/start.js';

export type { Configuration, ConfigurationAccount } from './config/file.js';
export type { RunningServer } from './server/start.js';

export interface JobgraphOptions {
  /** For `${NAME}` in the configuration, and for HTTPS_PROXY and NO_PROXY. Empty without it. */
  readonly environment?: Environment | undefined;
  /** A pino logger; without it, what `log` in the configuration says, to standard error. */
  readonly logger?: Logger | undefined;
}

/** On whose behalf an operation runs. */
export interface JobgraphCaller {
  /** What callers and log lines share; a new one without it. */
  readonly requestId?: string | undefined;
  /**
   * Names of the accounts that exist for this caller. Without the property all do; with it, only a list will do, so that
   * rights which are missing by mistake open nothing. Answers to one who has it are private.
   */
  readonly accounts?: readonly string[];
  /** Aborted when the caller has gone: then nothing more is asked of a cloud. */
  readonly signal?: AbortSignal | undefined;
}

/** Jobgraph over the accounts of a configuration, for a server of one's own or for its own. */
export interface Jobgraph {
  /** The executable subgraph. */
  readonly schema: GraphQLSchema;
  /** The subgraph's SDL, for composition and publishing. */
  readonly sdl: string;
  /**
   * The context of one operation, made anew for each. Its time (`limits.requestTimeoutMs`) begins here. Rejects with a
   * TypeError where `accounts` is there and is no list of names.
   */
  readonly createContext: (caller?: JobgraphCaller) => Promise<BaseContext>;
  /** Turns errors into the documented ones: for Apollo Server's option of that name. */
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  /** For Apollo Server: they end an operation's time, and set Cache-Control in place of its own plugin. */
  readonly plugins: readonly ApolloServerPlugin[];
  /**
   * Serves it by Jobgraph's own server, with its limits, credentials, explorer and health paths. Without an address: on
   * loopback, port 4000. Rejects for another host where the configuration says nothing of `auth`.
   */
  startServer(address?: {
    readonly host?: string | undefined;
    readonly port?: number | undefined;
  }): Promise<RunningServer>;
  /** Lets go of the connections to the clouds. */
  close(): Promise<void>;
}

/**
 * Creates a Jobgraph from what would stand in its configuration file: an object, or the file's text. Calls no cloud.
 * Rejects with a list of all mistakes.
 */
export async function createJobgraph(
  configuration: Configuration | string,
  { environment = {}, logger: givenLogger }: JobgraphOptions = {},
): Promise<Jobgraph> {
  const config = toConfig(configuration, environment);
  const logger = givenLogger ?? createLogger(config.log);
  const graph = await parts.createGraph(config, { logger, environment });
  const { schema, createContext, formatError, plugins = [] } = graph;
  return {
    schema,
    sdl: sdlOf(schema),
    createContext: async (caller = {}) => {
      const { requestId = randomUUID(), signal = NEVER } = caller;
      return createContext({ requestId, signal, ...rightsOf(caller) });
    },
    formatError,
    // Apollo Server's own would wrap every field, and say `no-store`.
    plugins: [...plugins, ApolloServerPluginCacheControlDisabled()],
    startServer: async ({ host = '127.0.0.1', port = 4000 } = {}) => {
      const { refuseOpenDoor } = await import('./cli/commands/serve.js');
      const { startServer } = await import('./server/start.js');
      refuseOpenDoor(config, host);
      return startServer({ ...graph, config, logger, host, port });
    },
    close: () => graph.close(),
  };
}

const NEVER = new AbortController().signal;

function rightsOf(caller: JobgraphCaller): Pick<RequestInfo, 'rights' | 'cacheScope'> {
  if (!('accounts' in caller)) return { rights: { allows: () => true } };
  const accounts: unknown = caller.accounts;
  if (!Array.isArray(accounts) || accounts.some((name) => typeof name !== 'string')) {
    throw new TypeError('`accounts` must be a list of names. Leave the property out for a caller who may see all.');
  }
  const allowed = new Set<unknown>(accounts);
  return { rights: { allows: (name) => allowed.has(name) }, cacheScope: 'private' };
}

function toConfig(configuration: Configuration | string, environment: Environment): Config {
  // JSON is YAML.
  const text = typeof configuration === 'string' ? configuration : JSON.stringify(configuration);
  const loaded = loadConfig(text, environment);
  if (!loaded.ok) throw new TypeError(formatMistakes('The configuration', loaded.mistakes));
  return loaded.config;
}

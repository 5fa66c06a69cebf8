import { randomUUID } from 'node:crypto';
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { factories } from './app/composition-root.js';
import { ConfigurationError } from './app/configuration-error.js';
import { isUnintentionallyOpen, parseConfiguration, type Configuration } from './app/configuration.js';
import type { Environment } from './config/environment.js';
import { sdlOf } from './graph/sdl.js';
import { createProcessLogger } from './app/process-logger.js';
import { planReload } from './app/reload.js';
import type { RequestInfo } from './server/engine.js';
import type { ReloadableServer, RunningServer } from './server/start.js';

export type { Configuration, ConfigurationAccount } from './app/configuration.js';
export type { RunningServer } from './server/start.js';

export interface JobgraphOptions {
  /** Variables for `${NAME}` in the configuration, HTTPS_PROXY and NO_PROXY. Default: none. */
  readonly environment?: Environment | undefined;
  /** A pino logger. Default: a logger to standard error with the settings of `log` in the configuration. */
  readonly logger?: Logger | undefined;
}

/** The caller of one operation. */
export interface JobgraphCaller {
  /** Appears in the log lines of this operation. Default: a new UUID. */
  readonly requestId?: string | undefined;
  /**
   * Names of the accounts that this caller may see. If the property is absent, the caller sees all. If it is present, it
   * must be a list, so that a missing claim grants nothing; the response is then cached as private.
   */
  readonly accounts?: readonly string[];
  /** Abort it when the caller disconnects: no further upstream call is made. */
  readonly signal?: AbortSignal | undefined;
}

/** Jobgraph over the accounts of a configuration, for your own GraphQL server or for Jobgraph's. */
export interface Jobgraph {
  /** The executable subgraph. */
  readonly schema: GraphQLSchema;
  /** The subgraph's SDL, for composition and publishing. */
  readonly sdl: string;
  /**
   * Creates the context of one operation. `limits.requestTimeoutMs` starts now. Rejects with a TypeError if `accounts` is
   * present and is not a list of names.
   */
  readonly createContext: (caller?: JobgraphCaller) => Promise<BaseContext>;
  /** Apollo Server's option of that name: gives errors their documented codes. */
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  /** Plugins for Apollo Server: they end an operation's time limit, and set Cache-Control in place of its own plugin. */
  readonly plugins: readonly ApolloServerPlugin[];
  /**
   * Starts Jobgraph's own server with its limits, authentication, explorer and health paths. Default: 127.0.0.1, port
   * 4000. Rejects another host if the configuration has no `auth`.
   */
  startServer(address?: {
    readonly host?: string | undefined;
    readonly port?: number | undefined;
  }): Promise<RunningServer>;
  /**
   * Takes over accounts, limits and cursor keys of another configuration, here and in servers that were started. Operations
   * in progress end as they began. Rejects with a TypeError that lists every problem; nothing has changed then. Resolves
   * with the keys whose changes need a new Jobgraph.
   */
  reload(configuration: Configuration | string): Promise<readonly string[]>;
  /** Closes the connections to the clouds. Call it last: all else rejects from then on. A reload in progress ends before. */
  close(): Promise<void>;
}

/**
 * Creates a Jobgraph from a configuration: an object, or the text of a configuration file. Calls no cloud. Rejects with
 * a TypeError that lists every problem in the configuration.
 */
export async function createJobgraph(
  configuration: Configuration | string,
  { environment = {}, logger: givenLogger }: JobgraphOptions = {},
): Promise<Jobgraph> {
  let config = await parse(configuration, environment);
  const logger = givenLogger ?? createProcessLogger(config);
  const context = { logger, environment };
  let graph = await factories.createGraph(config, context);
  const { schema, formatError, plugins = [] } = graph;
  const servers = new Set<ReloadableServer<BaseContext>>();
  const inTurn = createQueue();
  let closing: Promise<void> | undefined;
  const requireOpen = () => {
    if (closing !== undefined) throw new Error('This Jobgraph is closed. Create a new one.');
  };
  const takeOver = async (next: Configuration | string): Promise<readonly string[]> => {
    const plan = planReload(config, await parse(next, environment));
    if (!plan.isChanged) return plan.restart;
    graph = (await graph.reload?.(plan.config)) ?? graph;
    config = plan.config;
    for (const server of servers) await server.reload({ ...graph, config, logger });
    return plan.restart;
  };
  return {
    schema,
    sdl: sdlOf(schema),
    createContext: async (caller = {}) => {
      requireOpen();
      const { requestId = randomUUID(), signal = NEVER } = caller;
      return graph.createContext({ requestId, signal, ...rightsOf(caller) });
    },
    formatError,
    // Apollo Server's own plugin would wrap every field and set `no-store`.
    plugins: [...plugins, ApolloServerPluginCacheControlDisabled()],
    startServer: async ({ host = '127.0.0.1', port = 4000 } = {}) => {
      requireOpen();
      if (isUnintentionallyOpen(config, host)) {
        throw new ConfigurationError(
          `Host ${host} admits callers from other machines, but the configuration requires no credential. ` +
            "Add `auth`, or write `auth: 'none'` if this is intended.",
        );
      }
      const { startServer } = await import('./server/start.js');
      const server = await inTurn(async () => {
        const started = await startServer({ ...graph, config, logger, host, port });
        servers.add(started);
        return started;
      });
      const close = () => {
        servers.delete(server);
        return server.close();
      };
      return { url: server.url, port: server.port, close };
    },
    reload: async (next) => {
      requireOpen();
      return inTurn(() => takeOver(next));
    },
    close: () => (closing ??= inTurn(() => graph.close())),
  };
}

/** Returns a function that runs work when the work before it has ended. */
function createQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}

async function parse(configuration: Configuration | string, environment: Environment) {
  // JSON is YAML. Callers without types may pass `undefined`, which has no JSON.
  const text =
    typeof configuration === 'string' ? configuration : ((JSON.stringify(configuration) as string | undefined) ?? '');
  return parseConfiguration(text, environment, 'The configuration');
}

const NEVER = new AbortController().signal;

function rightsOf(caller: JobgraphCaller): Pick<RequestInfo, 'rights' | 'cacheScope'> {
  if (!('accounts' in caller)) return { rights: { allows: () => true } };
  const accounts: unknown = caller.accounts;
  if (!Array.isArray(accounts) || accounts.some((name) => typeof name !== 'string')) {
    throw new TypeError('`accounts` must be a list of names. Omit the property for a caller who may see all accounts.');
  }
  const allowed = new Set<unknown>(accounts);
  return { rights: { allows: (name) => allowed.has(name) }, cacheScope: 'private' };
}

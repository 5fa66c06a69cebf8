import type { BaseContext } from '@apollo/server';
import type { FetchImplementation } from 'jose';
import { isIP } from 'node:net';
import { startApollo, type ApolloOptions } from './apollo.js';
import { createApp } from './app.js';
import { createAuthenticate } from './auth/authenticate.js';
import { addGraphQL, type CreateContext, type Engine } from './graphql-route.js';
import { addHealth } from './health.js';
import type { RequestObserver } from './observer.js';
import { createProgress } from './progress.js';

/** What queries are executed with. */
export interface EngineOptions<Context extends BaseContext> extends ApolloOptions {
  readonly createContext: CreateContext<Context>;
}

export interface ServerOptions<Context extends BaseContext> extends EngineOptions<Context> {
  /** Reads the keys of a token issuer. By default the global `fetch`. */
  readonly fetchKeys?: FetchImplementation | undefined;
  readonly requestObserver?: RequestObserver | undefined;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

export interface RunningServer {
  /** For example `http://127.0.0.1:4000/`. */
  readonly url: string;
  readonly port: number;
  /** Rejects new queries, waits for those in progress, and stops. Health paths respond meanwhile. */
  close(): Promise<void>;
}

export interface ReloadableServer<Context extends BaseContext> extends RunningServer {
  /** Executes queries from now on with another configuration's accounts and limits. Those in progress end as they began. */
  reload(options: EngineOptions<Context>): Promise<void>;
}

async function startEngine<Context extends BaseContext>(options: EngineOptions<Context>): Promise<Engine<Context>> {
  const { config, createContext } = options;
  return { apollo: await startApollo<Context>(options), createContext, concurrency: config.limits.concurrency };
}

/** How long a stopping server waits for the queries in progress. The process must end within 15 seconds. */
const DRAIN_MS = 12_000;

/** Serves a schema over HTTP. Rejects if it cannot listen on the port. */
export async function startServer<Context extends BaseContext>(
  options: ServerOptions<Context>,
): Promise<ReloadableServer<Context>> {
  const { config, logger, host, port } = options;
  const progress = createProgress();
  const app = createApp(config, logger, options.requestObserver);
  const engine = { current: await startEngine(options) };
  const authenticate = await createAuthenticate(config.auth, options.fetchKeys);
  addHealth(app, progress);
  const explorer = config.server.explorer ? 'graphiql' : undefined;
  addGraphQL(app, { engine, authenticate, progress, explorer });
  if (config.server.explorer) (await import('./explorer/routes.js')).addExplorers(app);

  const stop = async () => {
    progress.phase = 'stopping';
    await progress.drain(DRAIN_MS);
    await app.close();
    await engine.current.apollo.stop();
  };
  try {
    await app.listen({ host, port });
  } catch (error) {
    await stop();
    throw error;
  }
  progress.phase = 'serving';
  const address = app.server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${isIP(host) === 6 ? `[${host}]` : host}:${actualPort}/`,
    port: actualPort,
    reload: async (changed) => {
      const before = engine.current;
      engine.current = await startEngine(changed);
      // It rejects new queries only.
      await before.apollo.stop();
    },
    close: once(stop),
  };
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= action());
}

import type { BaseContext } from '@apollo/server';
import type { FetchImplementation } from 'jose';
import { isIP } from 'node:net';
import { startApollo, type ApolloOptions } from './apollo.js';
import { createApp, idleTimeoutMs } from './app.js';
import { createAuthenticate } from './auth/authenticate.js';
import type { CreateContext, Engine } from './engine.js';
import { addGraphQL } from './graphql-route.js';
import { addHealth } from './health.js';
import type { RequestObserver } from './observer.js';
import { createProgress } from './progress.js';
import { OpenStreams } from './subscriptions/open-streams.js';
import { addWebSocket } from './subscriptions/websocket.js';

/** The schema and the functions that execute queries. */
export interface EngineOptions<Context extends BaseContext> extends ApolloOptions {
  readonly createContext: CreateContext<Context & Partial<Disposable>>;
}

export interface ServerOptions<Context extends BaseContext> extends EngineOptions<Context> {
  /** Reads the keys of a token issuer. By default the global `fetch`. */
  readonly fetchKeys?: FetchImplementation | undefined;
  readonly requestObserver?: RequestObserver | undefined;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Milliseconds after which a subscriber that does not read is disconnected. */
  readonly stallMs?: number | undefined;
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
  const { config, schema, logger, createContext } = options;
  return { ...(await startApollo<Context>(options)), schema, logger, createContext, limits: config.limits };
}

/** Longer than a network or a browser tab usually pauses. */
const STALL_MS = 10_000;

/** How long a stopping server waits for the queries in progress. The process must end within 15 seconds. */
const DRAIN_MS = 12_000;

/** Serves a schema over HTTP. Rejects if it cannot listen on the port. */
export async function startServer<Context extends BaseContext>(
  options: ServerOptions<Context>,
): Promise<ReloadableServer<Context>> {
  const { config, logger, host, port } = options;
  const progress = createProgress();
  const open = new OpenStreams();
  const engine = { current: await startEngine(options) };
  const app = createApp(config, logger, options.requestObserver, () => engine.current.limits.bodyBytes);
  const authenticate = await createAuthenticate(config.auth, options.fetchKeys);
  addHealth(app, progress);
  const explorer = config.server.explorer ? 'graphiql' : undefined;
  const { stallMs = STALL_MS } = options;
  addGraphQL(app, { engine, authenticate, progress, open, stallMs, explorer });
  addWebSocket(app, {
    engine,
    authenticate,
    progress,
    open,
    stallMs,
    origins: config.server.cors,
    logger,
    observer: options.requestObserver,
  });
  if (config.server.explorer) (await import('./explorer/routes.js')).addExplorers(app);

  const stop = async () => {
    progress.phase = 'stopping';
    open.closeAll();
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
      app.server.timeout = idleTimeoutMs(changed.config.limits);
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

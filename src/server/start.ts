import type { BaseContext } from '@apollo/server';
import type { FetchImplementation } from 'jose';
import { isIP } from 'node:net';
import { startApollo, type ApolloOptions } from './apollo.js';
import { createApp } from './app.js';
import { createAuthenticate } from './auth/authenticate.js';
import { addGraphQL, type CreateContext } from './graphql-route.js';
import { addHealth } from './health.js';
import { createProgress } from './progress.js';

export interface ServerOptions<Context extends BaseContext> extends ApolloOptions {
  readonly createContext: CreateContext<Context>;
  /** Reads the keys of a token's issuer; the global `fetch` does without it. */
  readonly fetchKeys?: FetchImplementation | undefined;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface RunningServer {
  /** Where it answers: `http://127.0.0.1:4000/`. */
  readonly url: string;
  readonly port: number;
  /** Takes no more queries, waits for those in progress, and ends. Health paths answer meanwhile. */
  close(): Promise<void>;
}

/** How long queries in progress may take when the process is asked to stop: it must have ended within 15 seconds. */
const DRAIN_MS = 12_000;

/** Serves a schema over HTTP. Rejects where the port cannot be had. */
export async function startServer<Context extends BaseContext>(
  options: ServerOptions<Context>,
): Promise<RunningServer> {
  const { config, logger, createContext, host, port } = options;
  const progress = createProgress();
  const app = createApp(config, logger);
  const apollo = await startApollo<Context>(options);
  const authenticate = await createAuthenticate(config.auth, options.fetchKeys);
  addHealth(app, progress);
  const explorer = config.server.explorer ? 'graphiql' : undefined;
  addGraphQL(app, { apollo, authenticate, createContext, progress, concurrency: config.limits.concurrency, explorer });
  if (config.server.explorer) (await import('./explorer/routes.js')).addExplorers(app);

  const stop = async () => {
    progress.phase = 'stopping';
    await progress.drain(DRAIN_MS);
    await app.close();
    await apollo.stop();
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
    close: once(stop),
  };
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= action());
}

import { vi } from 'vitest';
import { openAccountReadings, whenUsable } from '../../src/app/background-reading.js';
import { factories } from '../../src/app/composition-root.js';
import { openStore } from '../../src/app/open-store.js';
import { createLogger } from '../../src/server/logger.js';
import { startServer } from '../../src/server/start.js';
import { createFrozenClock, type FleetSize, startClouds } from '../../src/simulator/index.js';
import { configOf } from '../config/loading.js';
import { NOW } from '../graph/fleet.js';
import { controlsOf, type StoredFleet } from '../graph/stored-fleet.js';
import type { Random } from '../paging/random.js';

export interface ReplicatedOptions {
  readonly postgres: string;
  readonly schema: string;
  readonly replicas: number;
  /** Chooses the replica of each query. */
  readonly random: Random;
  readonly size: Partial<FleetSize>;
  readonly seed: string;
}

/** Servers over one database, which also read in the background. Each query goes to one of them at random. */
export async function startReplicatedFleet(options: ReplicatedOptions): Promise<StoredFleet> {
  const { random, size, seed, schema } = options;
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  const clock = createFrozenClock(NOW);
  const clouds = await startClouds({ clock, size, seed });
  const store = { postgres: options.postgres, schema };
  // A busy machine may be slow.
  const limits = { requestTimeoutMs: 60_000, upstreamTimeoutMs: 30_000 };
  const config = configOf(JSON.stringify({ accounts: clouds.accounts, log: { level: 'silent' }, store, limits }));
  const logger = createLogger(config.log);
  const context = { logger, environment: {} };
  const providers = await factories.createProviders(config, context);
  const handle = await openStore(config, logger);
  const { current } = handle;
  if (!current) throw new Error('The store is not open.');
  const startReplica = async () => {
    const graph = await factories.createGraph(config, context);
    const server = await startServer({ ...graph, config, logger, host: '127.0.0.1', port: 0 });
    return {
      url: `${server.url}graphql`,
      close: async () => {
        await server.close();
        await graph.close();
      },
    };
  };
  const replicas = await Promise.all(Array.from({ length: options.replicas }, startReplica));
  const execute: StoredFleet['execute'] = async (query, variables = {}) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(random.pick(replicas).url, { method: 'POST', headers, body });
    const { data, errors = [] } = (await response.json()) as { data: unknown; errors?: Error[] };
    return { data, errors };
  };
  const { signal } = new AbortController();
  const open = () => openAccountReadings(config, providers.accounts, current, logger, { isFast: true });
  // On a busy machine a statement may time out, after which background reading begins again.
  const openReadings = () => whenUsable(open, signal);
  return {
    ...controlsOf({ clouds, clock, openReadings, execute }),
    store: current,
    handle: { current },
    close: async () => {
      await Promise.all(replicas.map((replica) => replica.close()));
      await handle.close();
      await providers.close();
      await clouds.close();
      vi.useRealTimers();
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql } from 'graphql';
import { vi } from 'vitest';
import { type AccountReading, openAccountReadings } from '../../src/app/background-reading.js';
import { factories } from '../../src/app/composition-root.js';
import { openStore, type StoreHandle } from '../../src/app/open-store.js';
import { createGraph } from '../../src/graph/index.js';
import { createLogger } from '../../src/server/logger.js';
import { type RunningServer, startServer } from '../../src/server/start.js';
import {
  type Clouds,
  createFrozenClock,
  type FleetSize,
  type SimulatedClock,
  startClouds,
} from '../../src/simulator/index.js';
import type { ListKey, Store } from '../../src/store/store.js';
import type { AccountSync } from '../../src/sync/account-sync.js';
import { syncOnce } from '../../src/sync/sync-once.js';
import { configOf } from '../config/loading.js';
import { NOW } from './fleet.js';

/** Jobgraph with a store over simulated clouds. Only `sync` reads in the background. */
export interface StoredFleet {
  readonly clouds: Clouds;
  readonly store: Store;
  /** The store that the graph uses. A test may remove it. */
  readonly handle: { current: Store | undefined };
  /** Reads lists into the store: all, or the job lists of some scopes and, by the name `clusters`, the cluster lists. */
  sync(scopes?: ReadonlySet<string>): Promise<void>;
  /** Background reading of one account, which a test runs itself. */
  openSync(account: string): Promise<AccountSync>;
  /** Moves all clocks. */
  pass(ms: number): void;
  execute(query: string, variables?: object): Promise<{ readonly data: unknown; readonly errors: readonly Error[] }>;
  /** The data of a result. Rejects if it has errors. */
  read<Data>(query: string, variables?: object): Promise<Data>;
  /** The number of upstream calls since this was last called. */
  calls(): number;
  close(): Promise<void>;
}

/** A stored fleet that can be queried over HTTP too. */
export interface ServedFleet extends StoredFleet {
  /** Starts a server over the same accounts and store. */
  startServer(): Promise<RunningServer>;
}

/** Every list can be read to its end, and most fit into one page. */
const SIZE: Partial<FleetSize> = {
  cssClusters: 6,
  cssLargest: 150,
  dwsClusters: 4,
  dwsLargest: 80,
  geminiDbInstances: 5,
  geminiDbJobs: 150,
  geminiDbRecentJobs: 90,
  qingCloudClusters: 6,
  qingCloudJobs: 150,
};

export async function startStoredFleet(size = SIZE, seed = 'stored', retentionDays = 400): Promise<ServedFleet> {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  const clock = createFrozenClock(NOW);
  const clouds = await startClouds({ clock, size, seed });
  const folder = await mkdtemp(join(tmpdir(), 'jobgraph-stored-'));
  const store = { sqlite: join(folder, 'jobgraph.db'), retentionDays };
  const config = configOf(JSON.stringify({ accounts: clouds.accounts, log: { level: 'silent' }, store }));
  const context = { logger: createLogger(config.log), environment: {} };
  const providers = await factories.createProviders(config, context);
  const opened: StoreHandle = await openStore(config, context.logger);
  const { current: openedStore } = opened;
  if (!openedStore) throw new Error('The store is not open.');
  const handle: StoredFleet['handle'] = { current: openedStore };
  const graph = createGraph(config, providers.accounts, undefined, handle);
  const execute: StoredFleet['execute'] = async (source, variableValues = {}) => {
    using contextValue = graph.createContext({
      requestId: 'test',
      rights: { allows: () => true },
      signal: new AbortController().signal,
    });
    const { data, errors = [] } = await graphql({
      schema: graph.schema,
      source,
      contextValue,
      variableValues: { ...variableValues },
    });
    return { data, errors };
  };
  const openReadings = () =>
    openAccountReadings(config, providers.accounts, openedStore, context.logger, { isFast: true });
  return {
    ...controlsOf({ clouds, clock, openReadings, execute }),
    store: openedStore,
    handle,
    startServer: () =>
      startServer({ ...graph, plugins: [graph.plugin], config, logger: context.logger, host: '127.0.0.1', port: 0 }),
    close: async () => {
      await opened.close();
      await providers.close();
      await clouds.close();
      await rm(folder, { recursive: true, force: true });
      vi.useRealTimers();
    },
  };
}

export interface FleetParts extends Pick<StoredFleet, 'clouds' | 'execute'> {
  readonly clock: SimulatedClock;
  readonly openReadings: () => Promise<readonly AccountReading[]>;
}

/** The part of a fleet that does not depend on the kind of its store. */
export function controlsOf({
  clouds,
  clock,
  openReadings,
  execute,
}: FleetParts): Omit<StoredFleet, 'store' | 'handle' | 'close'> {
  return {
    clouds,
    sync: async (scopes) => {
      for (const { sync, concurrency } of await openReadings()) {
        const isWanted = ({ kind, scope }: ListKey) => scopes?.has(kind === 'clusters' ? kind : scope) === true;
        if (!scopes) await syncOnce(sync, concurrency, () => undefined);
        else for (const list of sync.lists) if (isWanted(list.key)) await sync.read(list);
      }
    },
    openSync: async (account) => {
      const reading = (await openReadings()).find(({ sync }) => sync.account === account);
      if (!reading) throw new Error(`There is no account ${account}.`);
      return reading.sync;
    },
    pass: (ms) => {
      clock.advance(ms);
      vi.setSystemTime(Date.now() + ms);
    },
    execute,
    read: async <Data>(query: string, variables?: object) => {
      const { data, errors } = await execute(query, variables);
      if (errors.length > 0) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '));
      return data as Data;
    },
    calls: () => {
      const calls = clouds.calls.count();
      clouds.calls.reset();
      return calls;
    },
  };
}

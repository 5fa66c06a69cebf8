import { vi } from 'vitest';
import { factories } from '../../src/app/composition-root.js';
import { createLogger } from '../../src/server/logger.js';
import { startServer } from '../../src/server/start.js';
import {
  type Clouds,
  type CloudsOptions,
  createFrozenClock,
  type SimulatedAccount,
  startClouds,
} from '../../src/simulator/index.js';
import { configOf } from '../config/loading.js';

/** Not a whole second, because some providers use whole seconds. */
export const NOW = Date.parse('2026-11-21T08:00:00.400Z');

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface QueryResult<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors?: readonly GraphError[];
}

type Headers = Readonly<Record<string, string>>;

/** Jobgraph over simulated clouds with a frozen clock, queried over real HTTP. */
export interface Fleet {
  readonly clouds: Clouds;
  /** The response, with or without errors. */
  readonly execute: <Data>(
    query: string,
    variables?: object,
    headers?: Headers,
    operationName?: string,
  ) => Promise<QueryResult<Data>>;
  /** The data of a response. Rejects if it has errors. */
  readonly read: <Data>(query: string, variables?: object, headers?: Headers) => Promise<Data>;
  /** The number of upstream calls of a query without errors, not counting tokens. */
  readonly cost: (query: string, variables?: object) => Promise<number>;
  readonly close: () => Promise<void>;
}

export interface FleetOptions extends Pick<CloudsOptions, 'size' | 'seed' | 'behaviour'> {
  /** The configuration without its accounts. */
  readonly settings?: object;
  /** Makes the configured accounts from those of the clouds. */
  readonly toAccounts?: (accounts: readonly SimulatedAccount[]) => readonly object[];
}

export async function startFleet({ settings, toAccounts, ...options }: FleetOptions = {}): Promise<Fleet> {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  const clouds = await startClouds({ clock: createFrozenClock(NOW), ...options });
  const accounts = toAccounts?.(clouds.accounts) ?? clouds.accounts;
  const config = configOf(JSON.stringify({ accounts, log: { level: 'silent' }, ...settings }));
  const logger = createLogger(config.log);
  const graph = await factories.createGraph(config, { logger, environment: {} });
  const server = await startServer({ ...graph, config, logger, host: '127.0.0.1', port: 0 });
  const execute: Fleet['execute'] = async (query, variables = {}, headers = {}, operationName?) => {
    const response = await fetch(`${server.url}graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables, operationName }),
    });
    return { status: response.status, ...((await response.json()) as object) } as QueryResult<never>;
  };
  const read: Fleet['read'] = async (...args) => dataOf(await execute(...args));
  return {
    clouds,
    execute,
    read,
    cost: async (query, variables) => {
      clouds.calls.reset();
      await read(query, variables);
      return clouds.calls.count() - clouds.calls.count('iam');
    },
    close: async () => {
      await server.close();
      await graph.close();
      await clouds.close();
      vi.useRealTimers();
    },
  };
}

function dataOf<Data>({ data, errors }: QueryResult<Data>): Data {
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** A cluster as the graph lists it. */
export interface ListedCluster {
  readonly id: string;
  readonly nativeId: string;
  readonly resourceName: string;
  readonly provider: string;
  readonly name: string;
  readonly status: string;
  readonly account: { readonly name: string };
}

/** Every cluster that is not deleted. */
export async function listClusters({ read }: Fleet): Promise<readonly ListedCluster[]> {
  const { clusters } = await read<{ clusters: { nodes: ListedCluster[] } }>(
    '{ clusters(first: 100) { nodes { id nativeId resourceName provider name status account { name } } } }',
  );
  return clusters.nodes;
}

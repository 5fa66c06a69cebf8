import { onTestFinished } from 'vitest';
import { factories } from '../../src/app/composition-root.js';
import { createLogger } from '../../src/server/logger.js';
import { startServer } from '../../src/server/start.js';
import type { CloudName, Clouds } from '../../src/simulator/index.js';
import { configOf } from '../config/loading.js';

/** One account at each provider, and one of its clusters that has two or three pages of jobs. */
interface SortKey {
  readonly account: string;
  readonly cloud: CloudName;
  readonly cluster: string;
}

export const PROVIDERS = ['HUAWEI_CSS', 'HUAWEI_DWS', 'HUAWEI_GEMINIDB', 'QINGCLOUD'] as const;

/** A provider that the fault tests cover. */
export type FaultyProvider = (typeof PROVIDERS)[number];

const ACCOUNTS: Readonly<Record<FaultyProvider, string>> = {
  HUAWEI_CSS: 'search-prod',
  HUAWEI_DWS: 'analytics',
  HUAWEI_GEMINIDB: 'tables',
  QINGCLOUD: 'middleware',
};

export function placeOf(clouds: Clouds, provider: FaultyProvider): SortKey {
  const state = clouds.state(ACCOUNTS[provider]);
  const recently = clouds.clock.startedAt - 29 * 86_400_000;
  const jobs = state.jobs().filter((job) => state.cloud !== 'geminidb' || (job.createdAt ?? 0) > recently);
  const sizes = state
    .clusters()
    .map(({ id }) => ({ id, size: jobs.filter((job) => job.clusterIds.includes(id)).length }));
  const chosen = sizes.find(({ size }) => size >= 12 && size <= 45);
  if (!chosen) throw new Error(`${state.name} has no cluster of the right size.`);
  return { account: state.name, cloud: state.cloud, cluster: chosen.id };
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly errors: readonly GraphError[];
}

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

interface Init {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface World {
  readonly url: URL;
  readonly logs: readonly string[];
  ask(query: string, variables?: object, init?: Init): Promise<Answer>;
  close(): Promise<void>;
}

/** What stands in a configuration beside accounts, and where accounts are instead of at their simulated clouds. */
export interface Setting {
  readonly endpoints?: Readonly<Partial<Record<FaultyProvider, string>>>;
  readonly limits?: Readonly<Record<string, number>>;
  readonly more?: object;
}

/** The real graph over one account at each cloud, at a real port. */
export async function openWorld(
  clouds: Clouds,
  { endpoints = {}, limits = {}, more = {} }: Setting = {},
): Promise<World> {
  const accounts = PROVIDERS.map((provider) => {
    const account = clouds.accounts.find(({ name }) => name === ACCOUNTS[provider]);
    return { ...account, ...(endpoints[provider] !== undefined && { endpoint: endpoints[provider] }) };
  });
  return serveWorld({ accounts, limits, ...more });
}

export async function serveWorld(file: object): Promise<World> {
  const config = configOf(JSON.stringify({ auth: 'none', ...file }));
  const logs: string[] = [];
  const logger = createLogger(config.log, { write: (line) => void logs.push(line) });
  const graph = await factories.createGraph(config, { logger, environment: {} });
  const server = await startServer({ ...graph, config, logger, host: '127.0.0.1', port: 0 });
  const url = new URL('/graphql', server.url);
  const close = async () => {
    await server.close();
    await graph.close();
  };
  return { url, logs, close, ask: (query, variables, init) => send(url, query, variables, init) };
}

/** A world that is gone when the test is over. */
export async function openWorldForTest(clouds: Clouds, setting?: Setting): Promise<World> {
  const world = await openWorld(clouds, setting);
  onTestFinished(() => world.close());
  return world;
}

async function send(url: URL, query: string, variables: object = {}, init: Init = {}): Promise<Answer> {
  const response = await fetch(url, {
    ...init,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...init.headers },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const body = JSON.parse(text) as { data?: Record<string, unknown>; errors?: GraphError[] };
  return { status: response.status, text, headers: response.headers, data: body.data, errors: body.errors ?? [] };
}

/** The ids of the chosen clusters, as a graph over clouds that work gives them. */
export async function idsOf(clouds: Clouds): Promise<Readonly<Record<FaultyProvider, string>>> {
  const world = await openWorld(clouds);
  const ids = { HUAWEI_CSS: '', HUAWEI_DWS: '', HUAWEI_GEMINIDB: '', QINGCLOUD: '' };
  const { data } = await world.ask('{ clusters(first: 100) { nodes { id nativeId } } }');
  const { nodes } = (data as { clusters: { nodes: { id: string; nativeId: string }[] } }).clusters;
  for (const provider of PROVIDERS) {
    const { cluster } = placeOf(clouds, provider);
    ids[provider] = nodes.find(({ nativeId }) => nativeId === cluster)?.id ?? '';
  }
  await world.close();
  return ids;
}

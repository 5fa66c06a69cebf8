import { onTestFinished } from 'vitest';
import { factories } from '../../src/app/composition-root.js';
import { createLogger } from '../../src/server/logger.js';
import { startServer } from '../../src/server/start.js';
import type { CloudName, Clouds } from '../../src/simulator/index.js';
import { configOf } from '../config/loading.js';

/** An account and one of its clusters that has two or three pages of jobs. */
interface TestCluster {
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

export function testClusterOf(clouds: Clouds, provider: FaultyProvider): TestCluster {
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

export interface GraphResponse {
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

export interface ServedGraph {
  readonly url: URL;
  readonly logs: readonly string[];
  query(query: string, variables?: object, init?: Init): Promise<GraphResponse>;
  close(): Promise<void>;
}

/** Settings other than the accounts. `endpoints` replace the simulated clouds. */
export interface Setting {
  readonly endpoints?: Readonly<Partial<Record<FaultyProvider, string>>>;
  readonly limits?: Readonly<Record<string, number>>;
  readonly more?: object;
}

/** Serves the real graph on a real port, with one account at each cloud. */
export async function openGraph(
  clouds: Clouds,
  { endpoints = {}, limits = {}, more = {} }: Setting = {},
): Promise<ServedGraph> {
  const accounts = PROVIDERS.map((provider) => {
    const account = clouds.accounts.find(({ name }) => name === ACCOUNTS[provider]);
    return { ...account, ...(endpoints[provider] !== undefined && { endpoint: endpoints[provider] }) };
  });
  return serveGraph({ accounts, limits, ...more });
}

export async function serveGraph(file: object): Promise<ServedGraph> {
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
  return { url, logs, close, query: (query, variables, init) => send(url, query, variables, init) };
}

/** Like `openGraph`; closed at the end of the test. */
export async function openGraphForTest(clouds: Clouds, setting?: Setting): Promise<ServedGraph> {
  const graph = await openGraph(clouds, setting);
  onTestFinished(() => graph.close());
  return graph;
}

async function send(url: URL, query: string, variables: object = {}, init: Init = {}): Promise<GraphResponse> {
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

/** The ids of the test clusters, read from the graph while all clouds work. */
export async function testClusterIds(clouds: Clouds): Promise<Readonly<Record<FaultyProvider, string>>> {
  const graph = await openGraph(clouds);
  const ids = { HUAWEI_CSS: '', HUAWEI_DWS: '', HUAWEI_GEMINIDB: '', QINGCLOUD: '' };
  const { data } = await graph.query('{ clusters(first: 100) { nodes { id nativeId } } }');
  const { nodes } = (data as { clusters: { nodes: { id: string; nativeId: string }[] } }).clusters;
  for (const provider of PROVIDERS) {
    const { cluster } = testClusterOf(clouds, provider);
    ids[provider] = nodes.find(({ nativeId }) => nativeId === cluster)?.id ?? '';
  }
  await graph.close();
  return ids;
}

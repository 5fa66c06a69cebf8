// (a) The lower bound for Node: no GraphQL, the fewest upstream calls written by hand, and only the known queries.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { BenchAccount } from '../setting.js';
import { createApi } from './api.js';
import { createGet } from './direct.js';
import { cssStatus, toCssCluster, toCssJob, toGeminiDbJob, toInstance } from './convert.js';
import { announce, readAccounts } from './serve.js';
import type { CssCluster, GeminiDbJob, LogRecord } from './wire.js';

interface Variables {
  readonly id: string;
  readonly account: string;
  readonly accounts: readonly string[];
  readonly representations: readonly { readonly id: string }[];
}

const accounts = new Map(readAccounts().map((account) => [account.name, account]));
const api = createApi(createGet([...accounts.values()]));

const responses: Readonly<Record<string, (variables: Variables) => Promise<unknown>>> = {
  Setup: setUp,
  W1: oneCluster,
  W2: clustersWithFeeds,
  W2b: clustersOfOneFeed,
  W3: merged,
  W4: entities,
};

function accountOf(name = ''): BenchAccount {
  const account = accounts.get(name);
  if (!account) throw new Error(`There is no account ${name}.`);
  return account;
}

function page<T>(nodes: readonly T[], hasNextPage: boolean) {
  return { nodes, pageInfo: { hasNextPage } };
}

async function setUp({ account: name }: Variables) {
  const clusters = await api.listClusters(accountOf(name), 1000);
  return { clusters: { nodes: clusters.map(({ id }) => ({ id: `${name}/${id}`, nativeId: id })) } };
}

function jobsPage(records: readonly LogRecord[], first: number) {
  return page(records.slice(0, first).map(toCssJob), records.length > first);
}

async function oneCluster({ id }: Variables) {
  const [name, nativeId = ''] = id.split('/');
  const account = accountOf(name);
  const [cluster, records] = await Promise.all([
    api.getCluster(account, nativeId),
    api.listLogRecords(account, nativeId, 21),
  ]);
  return { cluster: { ...toCssCluster(cluster, account.name), jobs: jobsPage(records, 20) } };
}

async function clustersWithFeeds({ account: name }: Variables) {
  const account = accountOf(name);
  const clusters = await api.listClusters(account, 51);
  const nodes = await Promise.all(
    clusters.slice(0, 50).map(async (cluster) => {
      const records = await api.listLogRecords(account, cluster.id, 11);
      return { ...toCssCluster(cluster, name), jobs: jobsPage(records, 10) };
    }),
  );
  return { clusters: page(nodes, clusters.length > 50) };
}

async function clustersOfOneFeed({ account: name }: Variables) {
  const account = accountOf(name);
  const [instances, all] = await Promise.all([api.listInstances(account, 51), api.listRecentJobs(account)]);
  const byInstance = Map.groupBy(all, (job) => job.instance.id);
  const nodes = instances.slice(0, 50).map((instance) => {
    const jobs = byInstance.get(instance.id) ?? [];
    return { ...toInstance(instance, name), jobs: page(jobs.slice(0, 10).map(toGeminiDbJob), jobs.length > 10) };
  });
  return { clusters: page(nodes, instances.length > 50) };
}

async function merged({ accounts: [search = '', tables = ''] }: Variables) {
  const [records, jobs] = await Promise.all([cssJobs(accountOf(search)), api.listRecentJobs(accountOf(tables))]);
  const others = jobs.map((job) => ({ time: Date.parse(job.start_time), toNode: () => geminiDbNode(job, tables) }));
  const all = [...records, ...others].sort((a, b) => b.time - a.time);
  return {
    clusterJobs: page(
      all.slice(0, 1000).map(({ toNode }) => toNode()),
      all.length > 1000,
    ),
  };
}

async function cssJobs(account: BenchAccount) {
  const clusters = await api.listClusters(account, 1000);
  const feeds = await Promise.all(
    clusters.map(async ({ id }) => {
      const records = await api.listLogRecords(account, id, 1000);
      return records.map((record) => ({ time: record.createAt, toNode: () => cssNode(record, account.name, id) }));
    }),
  );
  return feeds.flat();
}

function cssNode(record: LogRecord, name: string, nativeId: string) {
  return { ...toCssJob(record), account: { name }, clusters: [{ nativeId, resourceName: `huawei-css/${nativeId}` }] };
}

function geminiDbNode(job: GeminiDbJob, name: string) {
  const nativeId = job.instance.id;
  const clusters = [{ nativeId, resourceName: `huawei-geminidb/${nativeId}` }];
  return { ...toGeminiDbJob(job), account: { name }, clusters };
}

async function entities({ representations }: Variables) {
  const [name, ids] = [representations[0]?.id.split('/')[0], representations.map(({ id }) => id.split('/')[1] ?? '')];
  const clusters = await api.listClusters(accountOf(name), 1000);
  const byId = new Map(clusters.map((cluster) => [cluster.id, cluster]));
  return { _entities: ids.map((id) => toEntity(byId.get(id))) };
}

function toEntity(cluster: CssCluster | undefined) {
  if (!cluster) return null;
  const { id, name, instances } = cluster;
  return { __typename: 'Cluster', nativeId: id, name, status: cssStatus(cluster), nodeCount: instances.length };
}

async function respond(body: string): Promise<unknown> {
  const { operationName = '', variables } = JSON.parse(body) as { operationName?: string; variables: Variables };
  const known = responses[operationName];
  return known ? known(variables) : { __typename: 'Query' };
}

function serve(request: IncomingMessage, response: ServerResponse): void {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    respond(body).then(
      (data) => {
        send(response, JSON.stringify({ data }));
      },
      (error: unknown) => {
        send(response, JSON.stringify({ errors: [{ message: String(error) }] }));
      },
    );
  });
}

function send(response: ServerResponse, text: string): void {
  const length = Buffer.byteLength(text);
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': length }).end(text);
}

const server = createServer({ keepAliveTimeout: 60_000 }, serve).listen(0, '127.0.0.1', () => {
  const address = server.address();
  announce(typeof address === 'object' && address !== null ? address.port : 0);
});

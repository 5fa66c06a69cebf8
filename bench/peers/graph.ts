import { readdirSync, readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import DataLoader from 'dataloader';
import { concatAST, parse, type GraphQLSchema } from 'graphql';
import type { BenchAccount } from '../setting.js';
import { createApi, type Api, type Get } from './api.js';
import { toCssJob, toGeminiDbJob, toInstance, toCssCluster, type GraphCluster, type GraphJob } from './convert.js';
import { mergedJobs } from './merged.js';
import type { GeminiDbJob } from './wire.js';

export interface Node extends GraphCluster {
  readonly id: string;
}

/** What the resolvers of one request share. */
export interface PeerContext {
  readonly api: Api;
  readonly accounts: ReadonlyMap<string, BenchAccount>;
  readonly clusters: DataLoader<string, Node | null>;
  /** The jobs of a whole project by instance; the key is the account. */
  readonly projectJobs: DataLoader<string, ReadonlyMap<string, readonly GeminiDbJob[]>>;
}

export function createContext(get: Get, accounts: ReadonlyMap<string, BenchAccount>): PeerContext {
  const api = createApi(get);
  return {
    api,
    accounts,
    clusters: new DataLoader((ids) => loadClusters(api, accounts, ids)),
    projectJobs: new DataLoader((names) => Promise.all(names.map((name) => loadJobs(api, accountOf(accounts, name))))),
  };
}

export function accountOf(accounts: ReadonlyMap<string, BenchAccount>, name = ''): BenchAccount {
  const account = accounts.get(name);
  if (!account) throw new Error(`There is no account ${name}.`);
  return account;
}

/** Up to so many clusters are asked for one by one, more by the list. */
const FEW = 3;

async function loadClusters(api: Api, accounts: ReadonlyMap<string, BenchAccount>, ids: readonly string[]) {
  const wanted = Map.groupBy(ids, (id) => id.split('/')[0] ?? '');
  const found = await Promise.all(
    [...wanted].map(async ([name, group]) => {
      const account = accountOf(accounts, name);
      if (group.length > FEW)
        return (await api.listClusters(account, 1000)).map((row) => toNode(toCssCluster(row, name)));
      const rows = await Promise.all(group.map((id) => api.getCluster(account, id.split('/')[1] ?? '')));
      return rows.map((row) => toNode(toCssCluster(row, name)));
    }),
  );
  const byId = new Map(found.flat().map((node) => [node.id, node]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function loadJobs(api: Api, account: BenchAccount) {
  return Map.groupBy(await api.listRecentJobs(account), (job) => job.instance.id);
}

function toNode(cluster: GraphCluster): Node {
  return { id: `${cluster.account.name}/${cluster.nativeId}`, ...cluster };
}

interface First {
  readonly first: number;
}

const resolvers = {
  Query: {
    cluster: (_: unknown, { id }: { id: string }, { clusters }: PeerContext) => clusters.load(id),
    clusters: async (
      _: unknown,
      { first, filter }: First & { filter: { accounts: [string] } },
      context: PeerContext,
    ) => {
      const account = accountOf(context.accounts, filter.accounts[0]);
      const nodes = await listNodes(context.api, account, first + 1);
      return toPage(nodes, first);
    },
    clusterJobs: async (
      _: unknown,
      { first, filter }: First & { filter: { accounts: readonly string[] } },
      context: PeerContext,
    ) => toPage(await mergedJobs(context, filter.accounts, first + 1), first),
  },
  Cluster: {
    __resolveReference: ({ id }: { id: string }, { clusters }: PeerContext) => clusters.load(id),
    jobs: async (cluster: Node, { first }: First, context: PeerContext) => {
      const account = accountOf(context.accounts, cluster.account.name);
      return toPage(await listJobs(context, account, cluster.nativeId, first + 1), first);
    },
  },
};

async function listNodes(api: Api, account: BenchAccount, limit: number): Promise<Node[]> {
  if (account.provider === 'huawei-css') {
    const rows = await api.listClusters(account, Math.min(limit, 1000));
    return rows.map((row) => toNode(toCssCluster(row, account.name)));
  }
  const rows = await api.listInstances(account, Math.min(limit, 100));
  return rows.map((row) => toNode(toInstance(row, account.name)));
}

async function listJobs(
  { api, projectJobs }: PeerContext,
  account: BenchAccount,
  clusterId: string,
  limit: number,
): Promise<GraphJob[]> {
  if (account.provider === 'huawei-css') return (await api.listLogRecords(account, clusterId, limit)).map(toCssJob);
  const jobs = (await projectJobs.load(account.name)).get(clusterId) ?? [];
  return jobs.slice(0, limit).map(toGeminiDbJob);
}

function toPage<T>(rows: readonly T[], first: number) {
  return { nodes: rows.slice(0, first), pageInfo: { hasNextPage: rows.length > first } };
}

/** Jobgraph's own schema, with the resolvers that a competent user would write for these questions. */
export function createSchema(): GraphQLSchema {
  const folder = new URL('../../../../schema/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const documents = files.map((file) => parse(readFileSync(new URL(file, folder), 'utf8')));
  return buildSubgraphSchema([{ typeDefs: concatAST(documents), resolvers }]);
}

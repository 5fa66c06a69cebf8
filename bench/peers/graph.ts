import { readdirSync, readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { concatAST, parse, type GraphQLSchema } from 'graphql';
import type { BenchAccount } from '../setting.js';
import type { Api } from './api.js';
import { accountOf, toNode, type Node, type PeerContext } from './context.js';
import { toCssCluster, toCssJob, toGeminiDbJob, toInstance, type GraphJob } from './convert.js';
import { mergedJobs } from './merged.js';

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

/** Jobgraph's schema, with the resolvers that a competent user would write for these queries. */
export function createSchema(): GraphQLSchema {
  const folder = new URL('../../../../schema/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const documents = files.map((file) => parse(readFileSync(new URL(file, folder), 'utf8')));
  return buildSubgraphSchema([{ typeDefs: concatAST(documents), resolvers }]);
}

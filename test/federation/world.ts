import { parse } from 'graphql';
import { vi } from 'vitest';
import { factories } from '../../src/app/composition-root.js';
import { createLogger } from '../../src/server/logger.js';
import { startServer } from '../../src/server/start.js';
import { type Clouds, createFrozenClock, type FleetSize, startClouds } from '../../src/simulator/index.js';
import { configOf } from '../config/loading.js';
import { type Known, startNeighbours } from './neighbours.js';
import type { ReceivedQuery, Subgraph } from './subgraph-server.js';

const NOW = Date.parse('2026-11-21T08:00:00Z');

export interface Facts {
  readonly clusters: readonly (Known & { readonly provider: string })[];
  readonly accounts: readonly string[];
  readonly jobs: readonly string[];
}

/** Jobgraph over simulated clouds with a frozen clock, and three subgraphs that extend its types. */
export interface World {
  readonly clouds: Clouds;
  readonly jobgraph: Subgraph;
  readonly neighbours: readonly Subgraph[];
  readonly facts: Facts;
  close(): Promise<void>;
}

export async function startWorld(size: 'small' | Partial<FleetSize> = 'small'): Promise<World> {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  const clouds = await startClouds({ clock: createFrozenClock(NOW), size });
  const jobgraph = await serveJobgraph(clouds);
  const facts = await readFacts(jobgraph.url);
  const neighbours = await startNeighbours(facts);
  jobgraph.received.length = 0;
  clouds.calls.reset();
  return {
    clouds,
    jobgraph,
    neighbours,
    facts,
    close: async () => {
      await Promise.all([jobgraph, ...neighbours].map((subgraph) => subgraph.close()));
      await clouds.close();
      vi.useRealTimers();
    },
  };
}

async function serveJobgraph(clouds: Clouds): Promise<Subgraph> {
  const config = configOf(JSON.stringify({ accounts: clouds.accounts, log: { level: 'silent' } }));
  const logger = createLogger(config.log);
  const graph = await factories.createGraph(config, { logger, environment: {} });
  const received: ReceivedQuery[] = [];
  const recorder = {
    requestDidStart: ({ request }: { request: { query?: string; variables?: Record<string, unknown> } }) => {
      received.push({ query: request.query ?? '', variables: request.variables ?? {} });
      return Promise.resolve();
    },
  };
  const plugins = [...(graph.plugins ?? []), recorder];
  const server = await startServer({ ...graph, plugins, config, logger, host: '127.0.0.1', port: 0 });
  const close = async () => {
    await server.close();
    await graph.close();
  };
  const typeDefs = parse(await factories.readSdl());
  return { name: 'jobgraph', url: `${server.url}graphql`, typeDefs, schema: graph.schema, received, close };
}

const FACTS = `{
  clusters(first: 100) { nodes { id resourceName provider } }
  cloudAccounts { id }
  clusterJobs(first: 30, filter: { statuses: [SUCCEEDED, FAILED] }) { nodes { id } }
}`;

interface FactsData {
  readonly clusters: { readonly nodes: Facts['clusters'] };
  readonly cloudAccounts: readonly { readonly id: string }[];
  readonly clusterJobs: { readonly nodes: readonly { readonly id: string }[] };
}

async function readFacts(url: string): Promise<Facts> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: FACTS }) });
  const { data } = (await response.json()) as { data: FactsData };
  const ids = (things: readonly { id: string }[]) => things.map(({ id }) => id);
  return {
    clusters: data.clusters.nodes,
    accounts: ids(data.cloudAccounts),
    jobs: ids(data.clusterJobs.nodes),
  };
}

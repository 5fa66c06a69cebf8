import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Serving, serveClouds } from '../clients/serving.js';

const FOLDER = new URL('../../docs/recipes/', import.meta.url);
const recipes = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'));

interface Response<Data> {
  readonly data: Data;
  readonly errors?: unknown;
}

async function run<Data>({ endpoint }: Serving, file: string, variables: object = {}): Promise<Data> {
  const query = readFileSync(new URL(`${file}.graphql`, FOLDER), 'utf8');
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query, variables });
  const result = (await (await fetch(endpoint, { method: 'POST', headers, body })).json()) as Response<Data>;
  expect(result.errors).toBeUndefined();
  return result.data;
}

interface Node {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly createdAt: string;
  readonly failureReason: string | null;
  readonly details: { readonly __typename: string };
}
type Listed<Field extends string> = Record<Field, { totalCount: number; nodes: Node[]; since: string }>;

describe('the recipes', () => {
  it('are ten, and their page links each of them', () => {
    const page = readFileSync(new URL('README.md', FOLDER), 'utf8');
    expect(recipes).toHaveLength(10);
    for (const file of recipes) expect(page).toContain(`](${file})`);
  });

  it('1 and 2 list the accounts and count the fleet', async () => {
    const serving = await serveClouds();
    const { states } = serving.clouds;
    const { cloudAccounts } = await run<{ cloudAccounts: Node[] }>(serving, '01-accounts');
    expect(cloudAccounts.map(({ name }) => name)).toEqual(states.map(({ name }) => name));
    const { clusters } = await run<Listed<'clusters'>>(serving, '02-fleet');
    expect(clusters.totalCount).toBe(states.flatMap((state) => state.clusters()).length);
    expect(clusters.nodes).toHaveLength(10);
  });

  it('3 and 4 find clusters by status and by name', async () => {
    const serving = await serveClouds();
    const state = serving.clouds.state('tables');
    const [cluster] = state.clusters();
    state.changeCluster(cluster?.id ?? '', { status: 'abnormal' });
    const { clusters: unhealthy } = await run<Listed<'clusters'>>(serving, '03-unhealthy-clusters');
    expect(unhealthy.nodes.find(({ name }) => name === cluster?.name)).toMatchObject({ status: 'UNAVAILABLE' });
    const name = cluster?.name.toUpperCase();
    const { clusters: named } = await run<Listed<'clusters'>>(serving, '04-find-by-name', { name });
    expect(named.nodes.map((node) => node.name)).toEqual([cluster?.name]);
  });

  it('5 pages through the jobs of one cluster', async () => {
    const serving = await serveClouds();
    const state = serving.clouds.state('search-prod');
    const cluster = state.clusters().find(({ id }) => state.jobs(id).length > 40);
    const { clusters } = await run<Listed<'clusters'>>(serving, '04-find-by-name', { name: cluster?.name });
    const variables: Record<string, unknown> = { cluster: clusters.nodes[0]?.id };
    const seen: string[] = [];
    for (let more = true; more;) {
      const { cluster: found } = await run<{ cluster: { jobs: JobsPage } }>(serving, '05-jobs-of-a-cluster', variables);
      seen.push(...found.jobs.edges.map(({ node }) => node.createdAt));
      more = found.jobs.pageInfo.hasNextPage;
      variables['after'] = found.jobs.pageInfo.endCursor;
    }
    const truth = state.jobs(cluster?.id).map(({ createdAt }) => new Date(createdAt ?? 0).toISOString());
    expect(seen).toEqual(truth);
  });

  it('6 lists the latest jobs and the start of the list', async () => {
    const { clusterJobs } = await run<Listed<'clusterJobs'>>(await serveClouds(), '06-latest-jobs');
    expect(clusterJobs.nodes).toHaveLength(20);
    expect(Date.parse(clusterJobs.since)).toBeLessThan(Date.now() - 29 * 86_400_000);
  });

  it('7 and 8 list failed and running jobs', async () => {
    const serving = await serveClouds();
    const since = new Date(Date.now() - 7 * 86_400_000).toISOString();
    const { clusterJobs: failed } = await run<Listed<'clusterJobs'>>(serving, '07-failed-since', { since });
    expect(failed.nodes.length).toBeGreaterThan(0);
    for (const { createdAt } of failed.nodes) expect(createdAt >= since).toBe(true);
    expect(failed.nodes.some(({ failureReason }) => failureReason !== null)).toBe(true);
    const { clusterJobs: current } = await run<Listed<'clusterJobs'>>(serving, '08-running-now');
    const phases = serving.clouds.states.flatMap((state) => state.jobs()).map(({ phase }) => phase);
    const unfinished = phases.filter((phase) => phase === 'running' || phase === 'pending');
    expect(current.nodes).toHaveLength(Math.min(20, unfinished.length));
  });

  it('9 returns the details of one provider', async () => {
    const variables = { providers: ['HUAWEI_DWS'] };
    const { clusterJobs } = await run<Listed<'clusterJobs'>>(await serveClouds(), '09-provider-details', variables);
    expect(new Set(clusterJobs.nodes.map(({ details }) => details.__typename))).toEqual(
      new Set(['DwsLogicalClusterTask']),
    );
  });

  it('10 reads one job', async () => {
    const serving = await serveClouds();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ clusterJobs(first: 1) { nodes { id action createdAt } } }' });
    const response = await fetch(serving.endpoint, { method: 'POST', headers, body });
    const { data } = (await response.json()) as Response<Listed<'clusterJobs'>>;
    const [first] = data.clusterJobs.nodes;
    const { clusterJob } = await run<{ clusterJob: Node }>(serving, '10-one-job-again', { job: first?.id });
    expect(clusterJob).toMatchObject({ createdAt: first?.createdAt });
  });
});

interface JobsPage {
  readonly edges: { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

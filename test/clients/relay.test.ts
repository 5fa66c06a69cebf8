import relay, { type OperationType } from 'relay-runtime';
import { expect, it } from 'vitest';
import query from '../../examples/clients/relay/__generated__/documentsAllJobsQuery.graphql.js';
import refetchQuery from '../../examples/clients/relay/__generated__/documentsMoreJobsQuery.graphql.js';
import fragment, {
  type documents_allJobs$data,
} from '../../examples/clients/relay/__generated__/documents_allJobs.graphql.js';
import { readJobsOfCluster } from '../../examples/clients/relay/cluster.js';
import { createEnvironment } from '../../examples/clients/relay/environment.js';
import { serveRareJobs } from './rare-jobs.js';
import { describeJob, serveClouds } from './serving.js';

const filter = { statuses: ['FAILED' as const] };

/** A store with the first page of a list. */
async function open(endpoint: string) {
  const environment = createEnvironment(endpoint);
  const operation = relay.createOperationDescriptor(relay.getRequest(query), { filter });
  environment.retain(operation);
  await relay.fetchQuery<OperationType>(environment, query, { filter }).toPromise();
  const read = () => {
    const root = environment.lookup(operation.fragment).data;
    const data = environment.lookup(relay.getSingularSelector(fragment, root)).data as documents_allJobs$data;
    return { ids: data.clusterJobs?.edges.map(({ node }) => node.nativeId), pageInfo: data.clusterJobs?.pageInfo };
  };
  const loadMore = (cursor: string | null | undefined) =>
    relay.fetchQuery<OperationType>(environment, refetchQuery, { count: 50, cursor, filter }).toPromise();
  return { read, loadMore };
}

it('the store has each row once if the page behind an empty page is requested twice', async () => {
  const { endpoint } = await serveRareJobs({ count: 150, failed: [120, 130] });
  const { read, loadMore } = await open(endpoint);
  const { ids, pageInfo } = read();
  expect(ids).toEqual([]);
  await Promise.all([loadMore(pageInfo?.endCursor), loadMore(pageInfo?.endCursor)]);
  expect(read()).toMatchObject({ ids: ['j-120', 'j-130'], pageInfo: { hasNextPage: false } });
});

it("the example's network function keeps the list when a further page is null", async () => {
  const { endpoint } = await serveRareJobs({ count: 250, failed: [50, 150] });
  const { read, loadMore } = await open(endpoint);
  const before = read();
  expect(before.ids).toEqual(['j-50']);
  await expect(loadMore('altered')).rejects.toThrow(/after/);
  expect(read()).toEqual(before);
});

/** The cluster with the longest list of log backups, and that list. */
async function serveLongList() {
  const serving = await serveClouds();
  const state = serving.clouds.state('search-prod');
  const lists = state.scopes().map((scope) => state.jobs(scope));
  const jobs = lists.reduce((longest, list) => (list.length > longest.length ? list : longest));
  const key = `huawei-css/${jobs[0]?.scope ?? ''}`;
  const body = JSON.stringify({ query: '{ clusters(first: 100) { nodes { id resourceName } } }' });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(serving.endpoint, { method: 'POST', headers, body });
  const { data } = (await response.json()) as { data: { clusters: { nodes: { id: string; resourceName: string }[] } } };
  const id = data.clusters.nodes.find(({ resourceName }) => resourceName === key)?.id ?? '';
  return { ...serving, id, jobs };
}

it('the example pages through the jobs of one cluster by a fragment on Query', async () => {
  const { endpoint, id, jobs } = await serveLongList();
  expect(jobs.length).toBeGreaterThan(100);
  const read = await readJobsOfCluster(endpoint, id);
  expect(read.map(describeJob).every((line) => line.startsWith('search-prod '))).toBe(true);
  expect(read.map(({ nativeId }) => nativeId).sort()).toEqual(jobs.map(({ key }) => key).sort());
});

it('the example rejects with the error of the jobs of one cluster when a further page is null', async () => {
  const { endpoint, id, clouds } = await serveLongList();
  let calls = 0;
  clouds.intercept(({ cloud, path }) => {
    if (cloud !== 'css' || !path.includes('/logs/records')) return undefined;
    return calls++ === 0 ? undefined : { status: 403, body: {} };
  });
  await expect(readJobsOfCluster(endpoint, id)).rejects.toThrow('The account has no permission to read this.');
  expect(calls).toBeGreaterThan(1);
});

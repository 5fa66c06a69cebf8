import type { ErrorPolicy } from '@apollo/client/core';
import { expect, it } from 'vitest';
import { createClient, QUERY } from '../../examples/clients/apollo.js';
import { serveRareJobs } from './rare-jobs.js';

const variables = { filter: { statuses: ['FAILED' as const] } };

/** A list that is watched, with its first page. */
async function watch(endpoint: string) {
  const client = createClient(endpoint);
  const query = client.watchQuery({ query: QUERY, variables });
  query.subscribe(() => undefined);
  await client.query({ query: QUERY, variables });
  const read = () => {
    const list = client.readQuery({ query: QUERY, variables })?.clusterJobs;
    return { ids: list?.edges.map(({ node }) => node.nativeId), pageInfo: list?.pageInfo };
  };
  return { query, read };
}

it.each([
  ['further pages follow', { count: 400, failed: [150, 160, 350] }, ['j-150', 'j-160']],
  ['it is the last page', { count: 150, failed: [120, 130] }, ['j-120', 'j-130']],
])(
  "the example's cache has each row once if the page behind an empty page is requested twice and %s",
  async (...row) => {
    const [, jobs, expected] = row;
    const { endpoint } = await serveRareJobs(jobs);
    const { query, read } = await watch(endpoint);
    const { ids, pageInfo } = read();
    expect({ ids, hasNextPage: pageInfo?.hasNextPage }).toEqual({ ids: [], hasNextPage: true });
    const after = pageInfo?.endCursor ?? null;
    await Promise.all([query.fetchMore({ variables: { after } }), query.fetchMore({ variables: { after } })]);
    expect(read().ids).toEqual(expected);
  },
);

it('a further page that is null rejects, and the cache keeps the pages before it', async () => {
  const { endpoint } = await serveRareJobs({ count: 250, failed: [50, 150] });
  const { query, read } = await watch(endpoint);
  const before = read();
  expect(before.ids).toEqual(['j-50']);
  await expect(query.fetchMore({ variables: { after: 'altered' } })).rejects.toThrow(/after/);
  expect(read()).toEqual(before);
});

it.each<ErrorPolicy>(['none', 'all', 'ignore'])(
  'a first page that is null leaves no list in the cache under the error policy %s',
  async (errorPolicy) => {
    const { endpoint } = await serveRareJobs({ count: 50, failed: [] });
    const client = createClient(endpoint);
    const wrong = { ...variables, after: 'altered' };
    await client.query({ query: QUERY, variables: wrong, errorPolicy }).catch(() => undefined);
    expect(client.readQuery({ query: QUERY, variables })).toBeNull();
    const { data } = await client.query({ query: QUERY, variables });
    expect(data?.clusterJobs?.edges).toEqual([]);
    expect(data?.clusterJobs?.pageInfo.hasNextPage).toBe(false);
  },
);

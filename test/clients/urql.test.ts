import { Client, fetchExchange, gql, type ClientOptions } from '@urql/core';
import { expect, it } from 'vitest';
import { createClient, QUERY } from '../../examples/clients/urql.js';
import { serveRareJobs } from './rare-jobs.js';
import { serveClouds } from './serving.js';

const SHORT = gql`
  {
    cloudAccounts {
      name
    }
  }
`;

async function send(endpoint: string, options: Partial<ClientOptions>) {
  const client = new Client({ url: endpoint, exchanges: [fetchExchange], ...options });
  const { data, error } = await client.query<{ cloudAccounts: object[] }>(SHORT, {}).toPromise();
  return { status: (error?.response as Response | undefined)?.status, accounts: data?.cloudAccounts.length };
}

it('the server rejects short queries of urql by default, because they are sent by GET without a further header', async () => {
  const { endpoint } = await serveClouds();
  expect(await send(endpoint, {})).toEqual({ status: 400, accounts: undefined });
});

it.each<[string, Partial<ClientOptions>]>([
  ['preferGetMethod: false', { preferGetMethod: false }],
  ['the header apollo-require-preflight', { fetchOptions: { headers: { 'apollo-require-preflight': 'true' } } }],
])('the server accepts short queries of urql with %s', async (_, options) => {
  const { endpoint } = await serveClouds();
  expect(await send(endpoint, options)).toEqual({ status: undefined, accounts: 7 });
});

it('the example has each row once if the page behind an empty page is requested twice', async () => {
  const { endpoint } = await serveRareJobs({ count: 150, failed: [120, 130] });
  const client = createClient(endpoint);
  const read = async (after: string | null) =>
    (await client.query(QUERY, { after, filter: { statuses: ['FAILED'] } }).toPromise()).data?.clusterJobs;
  const first = await read(null);
  expect(first?.edges).toEqual([]);
  const after = first?.pageInfo.endCursor ?? null;
  const pages = await Promise.all([read(after), read(after)]);
  for (const page of pages) expect(page?.edges.map(({ node }) => node.nativeId)).toEqual(['j-120', 'j-130']);
});

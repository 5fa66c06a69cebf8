import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fleet, type ListedCluster, startFleet } from './fleet.js';

const ISSUER = 'https://id.example';
/** The accounts that the caller may and may not see. */
const OWN = 'search-prod';
const FOREIGN = 'middleware';

type Headers = Readonly<Record<string, string>>;
type Graph = Readonly<Record<string, unknown>>;

let issuer: Server;
let fleet: Fleet;
let all: Headers;
let some: Headers;
let none: Headers;
let clusters: readonly ListedCluster[];

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
  issuer = createServer((_, response) => response.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  const address = issuer.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const auth = { jwt: { jwksUri: `http://127.0.0.1:${port}/keys`, issuer: ISSUER, audience: 'jobgraph' } };
  fleet = await startFleet({ settings: { auth }, size: { cssLargest: 60, qingCloudJobs: 80 } });
  const bearer = async (accounts: string | string[]): Promise<Headers> => {
    const token = new SignJWT({ jobgraph_accounts: accounts }).setProtectedHeader({ alg: 'ES256', kid: 'k1' });
    const signed = token.setIssuer(ISSUER).setAudience('jobgraph').setExpirationTime('1h').sign(privateKey);
    return { authorization: `Bearer ${await signed}` };
  };
  [all, some, none] = await Promise.all([bearer('*'), bearer([OWN, 'tables']), bearer([])]);
  const query = '{ clusters(first: 100) { nodes { id nativeId resourceName provider account { name } } } }';
  const data = await fleet.read<{ clusters: { nodes: ListedCluster[] } }>(query, {}, all);
  clusters = data.clusters.nodes;
});
beforeEach(() => {
  fleet.clouds.calls.reset();
});
afterAll(async () => {
  await fleet.close();
  issuer.close();
});

function foreign(): ListedCluster {
  const found = clusters.find(({ account }) => account.name === FOREIGN);
  if (!found) throw new Error(FOREIGN);
  return found;
}

function foreignCalls(): number {
  return fleet.clouds.calls.count('qingcloud') + fleet.clouds.calls.count('dws');
}

const see = (query: string, variables: object, headers: Headers) => fleet.read<Graph>(query, variables, headers);

describe('an account outside the caller’s rights', () => {
  it.each([
    ['among the accounts', () => '{ cloudAccounts { name } }', { cloudAccounts: [{ name: OWN }, { name: 'tables' }] }],
    ['by its name', () => `{ cloudAccount(name: "${FOREIGN}") { id } }`, { cloudAccount: null }],
    ['by a cluster’s id', () => `{ cluster(id: "${foreign().id}") { id } }`, { cluster: null }],
    [
      'by a cluster’s id, with more',
      () => `{ cluster(id: "${foreign().id}") { name jobs { nodes { id } } } }`,
      { cluster: null },
    ],
    [
      'by a filter',
      () => `{ clusters(filter: { accounts: ["${FOREIGN}"] }) { nodes { id } totalCount unavailable { code } } }`,
      { clusters: { nodes: [], totalCount: 0, unavailable: [] } },
    ],
    [
      'by a filter of jobs',
      () =>
        `{ clusterJobs(filter: { clusters: ["${foreign().id}"] }) { nodes { id } totalCount unavailable { code } } }`,
      { clusterJobs: { nodes: [], totalCount: 0, unavailable: [] } },
    ],
    [
      'by its provider',
      () => '{ clusterJobs(filter: { providers: [QINGCLOUD] }) { nodes { id } totalCount unavailable { code } } }',
      { clusterJobs: { nodes: [], totalCount: 0, unavailable: [] } },
    ],
  ])('is not found %s, and no call is made to its cloud', async (_, query, expected) => {
    expect(await see(query(), {}, some)).toEqual(expected);
    expect(foreignCalls()).toBe(0);
  });

  it('is not found by references of any type and key', async () => {
    const jobs = await see(
      `{ clusterJobs(first: 1, filter: { accounts: ["${FOREIGN}"] }) { nodes { id account { id } } } }`,
      {},
      all,
    );
    const { nodes } = jobs['clusterJobs'] as { nodes: { id: string; account: { id: string } }[] };
    const representations = [
      { __typename: 'Cluster', id: foreign().id },
      { __typename: 'Cluster', resourceName: foreign().resourceName },
      { __typename: 'ClusterJob', id: nodes[0]?.id },
      { __typename: 'CloudAccount', id: nodes[0]?.account.id },
    ];
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Cluster { id } } }';
    const found = await see(query, { r: representations }, all);
    expect(found['_entities']).toMatchObject([{}, {}, {}, {}]);
    fleet.clouds.calls.reset();
    expect(await see(query, { r: representations }, some)).toEqual({ _entities: [null, null, null, null] });
    const job = 'query ($id: ID!) { clusterJob(id: $id) { id } }';
    expect(await see(job, { id: nodes[0]?.id }, some)).toEqual({ clusterJob: null });
    expect(foreignCalls()).toBe(0);
  });

  it('is in no merged list, not even with the cursor of a caller who may see it', async () => {
    interface Page {
      readonly nodes: readonly { readonly account: { readonly name: string } }[];
      readonly pageInfo: { readonly endCursor: string };
    }
    for (const list of ['clusters', 'clusterJobs']) {
      const query = `query ($after: String) { ${list}(first: 5, after: $after) { nodes { account { name } } pageInfo { endCursor } } }`;
      const wide = (await see(query, {}, all))[list] as Page;
      fleet.clouds.calls.reset();
      for (const after of [null, wide.pageInfo.endCursor]) {
        const page = (await see(query, { after }, some))[list] as Page;
        expect(page.nodes.length).toBeGreaterThan(0);
        for (const { account } of page.nodes) expect([OWN, 'tables']).toContain(account.name);
      }
      expect(foreignCalls()).toBe(0);
    }
  });

  it('is not in `unavailable` if its cloud is down', async () => {
    const remove = fleet.clouds.intercept(() => ({ status: 500, body: {} }));
    const query =
      '{ clusters { unavailable { account { name } } } clusterJobs { unavailable { account { name } cluster { id } } } }';
    const result = await fleet.execute<unknown>(query, {}, some).finally(remove);
    const text = JSON.stringify(result);
    expect(text).toContain(OWN);
    for (const name of ['middleware', 'warehouse', 'analytics', 'search-europe']) expect(text).not.toContain(name);
  });

  it('is every account, for a caller without rights', async () => {
    const query = '{ cloudAccounts { id } clusters { nodes { id } } clusterJobs { nodes { id } totalCount since } }';
    const nothing = {
      cloudAccounts: [],
      clusters: { nodes: [] },
      clusterJobs: { nodes: [], totalCount: 0, since: null },
    };
    expect(await see(query, {}, none)).toEqual(nothing);
    expect(fleet.clouds.calls.count()).toBe(0);
  });
});

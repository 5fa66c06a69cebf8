import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configOf } from '../config/loading.js';
import { factories } from '../../src/app/composition-root.js';
import { createLogger } from '../../src/server/logger.js';
import { startServer } from '../../src/server/start.js';
import { GATEWAYS } from './gateways.js';
import { startWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const JSON_TYPE = { 'content-type': 'application/json' };

async function cacheControl(query: string, variables: object = {}): Promise<string | null> {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(world.jobgraph.url, { method: 'POST', headers: JSON_TYPE, body });
  await response.text();
  return response.headers.get('cache-control');
}

/** A response of a server with these settings over the same clouds. */
async function sendTo(settings: object, request: object) {
  const config = configOf(JSON.stringify({ accounts: world.clouds.accounts, log: { level: 'silent' }, ...settings }));
  const logger = createLogger(config.log);
  const graph = await factories.createGraph(config, { logger, environment: {} });
  const server = await startServer({ ...graph, config, logger, host: '127.0.0.1', port: 0 });
  const headers = { ...JSON_TYPE, 'router-authorization': 's' };
  const response = await fetch(`${server.url}graphql`, { method: 'POST', headers, body: JSON.stringify(request) });
  const body = (await response.json()) as { data: object; extensions?: unknown };
  await server.close();
  await graph.close();
  return { headers: response.headers, ...body };
}

/** The id of a job with this status. */
async function jobIn(status: string): Promise<string> {
  const query = `{ clusterJobs(first: 1, filter: { statuses: [${status}], accounts: ["tables"] }) { nodes { id } } }`;
  const response = await fetch(world.jobgraph.url, {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as { data: { clusterJobs: { nodes: { id: string }[] } } };
  return data.clusterJobs.nodes[0]?.id ?? '';
}

const ONE_JOB = 'query ($id: ID!) { clusterJob(id: $id) { action } }';

describe('the Cache-Control header', () => {
  it('allows an hour for a job that has ended', async () => {
    expect(await cacheControl(ONE_JOB, { id: await jobIn('SUCCEEDED') })).toBe('max-age=3600, public');
    expect(await cacheControl(ONE_JOB, { id: await jobIn('FAILED') })).toBe('max-age=3600, public');
  });

  it('allows five seconds for a running job', async () => {
    const state = world.clouds.state('tables');
    const cluster = state.clusters()[0]?.id ?? '';
    const { key } = state.insertJob('', [cluster], {
      startsAt: state.jobs('')[0]?.createdAt ?? 0,
      finishesAt: Infinity,
    });
    expect(await cacheControl(ONE_JOB, { id: await jobIn('RUNNING') })).toBe('max-age=5, public');
    expect(await cacheControl('{ clusterJobs(first: 1, filter: { accounts: ["tables"] }) { nodes { action } } }')).toBe(
      'max-age=5, public',
    );
    state.deleteJob(key);
  });

  it('allows thirty seconds for a list of jobs that have ended, because new jobs may be added', async () => {
    const query =
      '{ clusterJobs(first: 5, filter: { accounts: ["tables"], statuses: [FAILED] }) { nodes { action } } }';
    expect(await cacheControl(query)).toBe('max-age=30, public');
  });

  it('allows thirty seconds for a stable cluster, and five seconds for one that is changing', async () => {
    const list = (status: string) => `{ clusters(first: 1, filter: { statuses: [${status}] }) { nodes { name } } }`;
    expect(await cacheControl(list('AVAILABLE'))).toBe('max-age=30, public');
    expect(await cacheControl(list('CREATING'))).toBe('max-age=5, public');
    const [cluster] = world.facts.clusters;
    expect(await cacheControl('query ($id: ID!) { cluster(id: $id) { name } }', cluster)).toMatch(/^max-age=(5|30),/);
  });

  it('allows an hour for fields that come from keys and the configuration', async () => {
    expect(await cacheControl('{ cloudAccounts { id name } }')).toBe('max-age=3600, public');
    const query = 'query ($id: ID!) { cluster(id: $id) { resourceName } }';
    expect(await cacheControl(query, world.facts.clusters[0])).toBe('max-age=3600, public');
  });

  it('is no-store for a response with an error', async () => {
    expect(await cacheControl('{ cloudAccounts { id } clusters(first: -1) { nodes { id } } }')).toBe('no-store');
    expect(await cacheControl('{ nonsense }')).toBe('no-store');
    expect(await cacheControl('{')).toBe('no-store');
  });

  it('is no-store for a response in which a source is unavailable', async () => {
    const restore = world.clouds.intercept(({ cloud }) =>
      cloud === 'geminidb' ? { status: 403, body: {} } : undefined,
    );
    expect(await cacheControl('{ clusters(first: 3) { nodes { id } } }')).toBe('no-store');
    restore();
  });

  it.each([
    [{ auth: { routerSecret: 's' } }, 'max-age=3600, private'],
    [{ auth: { routerSecret: 's' }, server: { cacheScope: 'public' } }, 'max-age=3600, public'],
    [{ auth: 'none', server: { cacheScope: 'private' } }, 'max-age=3600, private'],
  ])(
    'has the configured scope, which is private by default if callers authenticate: %j',
    async (settings, expected) => {
      const { headers } = await sendTo(settings, { query: '{ cloudAccounts { name } }' });
      expect(headers.get('cache-control')).toBe(expected);
    },
  );
});

describe('cache tags', () => {
  const WITH_TAGS = { server: { cacheTags: true } };
  const accountTags = () => world.clouds.accounts.map(({ name }) => `account:${name}`);

  it('are not sent unless the configuration enables them', async () => {
    expect(await sendTo({}, { query: '{ cloudAccounts { id } }' })).not.toHaveProperty('extensions');
  });

  it('for root fields are the tags of all accounts that the caller may see', async () => {
    for (const query of ['{ clusters(first: 1) { nodes { id } } }', '{ cloudAccounts { name } }', '{ __typename }']) {
      const { extensions } = await sendTo(WITH_TAGS, { query });
      expect(extensions).toEqual({ apolloCacheTags: accountTags() });
    }
  });

  it('for references are one list each, in the order of the references, empty for an unknown entity', async () => {
    const query = `{ clusters(first: 1, filter: { accounts: ["tables"] }) { nodes { id resourceName } }
      clusterJobs(first: 1, filter: { accounts: ["tables"] }) { nodes { id } } cloudAccount(name: "tables") { id } }`;
    const { data } = await sendTo({}, { query });
    const { clusters, clusterJobs, cloudAccount } = data as {
      clusters: { nodes: [{ id: string; resourceName: string }] };
      clusterJobs: { nodes: [{ id: string }] };
      cloudAccount: { id: string };
    };
    const [{ resourceName, id: clusterId }] = clusters.nodes;
    const [{ id: jobId }] = clusterJobs.nodes;
    const r = [
      { __typename: 'ClusterJob', id: jobId },
      { __typename: 'Cluster', id: clusterId },
      { __typename: 'Cluster', id: 'unknown' },
      { __typename: 'Cluster', resourceName },
      { __typename: 'CloudAccount', id: cloudAccount.id },
    ];
    const cluster = ['account:tables', `cluster:${resourceName}`];
    const expected = [['account:tables', `job:${jobId}`], cluster, [], cluster, ['account:tables']];
    for (const selection of ['__typename', '... on Cluster { name } ... on ClusterJob { action }']) {
      const references = `query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`;
      const { extensions } = await sendTo(WITH_TAGS, { query: references, variables: { r } });
      expect(extensions).toEqual({ apolloEntityCacheTags: expected });
    }
  });

  it('are left out of a response with an error, because it is not cacheable', async () => {
    const result = await sendTo(WITH_TAGS, { query: '{ cloudAccounts { id } clusters(first: -1) { nodes { id } } }' });
    expect(result).not.toHaveProperty('extensions');
  });
});

describe("a gateway's Cache-Control header", () => {
  it.each([
    ['keys and the configuration', '{ cloudAccounts { name } }', 'max-age=3600, public'],
    ['a list', '{ clusters(first: 1, filter: { statuses: [AVAILABLE] }) { nodes { id } } }', 'max-age=30, public'],
    [
      'two fields, the shorter of two ages',
      '{ cloudAccounts { name } clusters(first: 1) { nodes { id } } }',
      'max-age=5, public',
    ],
    ['data with an error', '{ cloudAccounts { id } clusters(first: -1) { nodes { id } } }', 'no-store'],
  ])('equals the one of Jobgraph for %s', async (_what, query, expected) => {
    const gateway = await GATEWAYS['@apollo/gateway']?.([world.jobgraph, ...world.neighbours]);
    const result = await gateway?.execute(query);
    await gateway?.close();
    expect(result?.cacheControl).toBe(expected);
    expect(await cacheControl(query)).toBe(expected);
  });
});

describe('automatic persisted queries', () => {
  const query = '{ cloudAccounts { name } }';
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  const post = async (body: object) =>
    (await fetch(world.jobgraph.url, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) })).json();

  it('are sent in full once, and then executed by their hash, with GET as well', async () => {
    expect(await post({ extensions })).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    });
    const full = await post({ query, extensions });
    expect(full).toMatchObject({ data: { cloudAccounts: [{ name: 'search-prod' }, {}, {}, {}, {}, {}, {}] } });
    expect(await post({ extensions })).toEqual(full);
    const search = new URLSearchParams({ extensions: JSON.stringify(extensions) });
    const got = await fetch(`${world.jobgraph.url}?${search.toString()}`, {
      headers: { 'apollo-require-preflight': 'yes' },
    });
    expect(await got.json()).toEqual(full);
    expect(got.headers.get('cache-control')).toBe('max-age=3600, public');
  });

  it('are rejected if the hash does not match the query', async () => {
    const result = await post({ query: '{ cloudAccounts { id } }', extensions });
    expect(result).toMatchObject({ errors: [{ message: 'provided sha does not match query' }] });
  });

  it('add no properties to a response', async () => {
    expect(Object.keys((await post({ query })) as object)).toEqual(['data']);
  });
});

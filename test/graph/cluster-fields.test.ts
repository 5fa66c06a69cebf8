import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudName } from '../../src/simulator/index.js';
import { type Fleet, startFleet } from './fleet.js';

const FIELDS =
  'nativeId resourceName provider name status nativeStatus engine engineVersion nodeCount createdAt account { name region provider }';

type Row = Readonly<Record<string, unknown>>;

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ size: { cssLargest: 30, dwsLargest: 30, geminiDbJobs: 30, qingCloudJobs: 60 } });
});
afterAll(() => fleet.close());

const LISTS: Readonly<Record<string, { cloud: CloudName; account: string; rows: string }>> = {
  CSS: { cloud: 'css', account: 'search-prod', rows: 'clusters' },
  DWS: { cloud: 'dws', account: 'warehouse', rows: 'clusters' },
  GeminiDB: { cloud: 'geminidb', account: 'tables', rows: 'instances' },
  QingCloud: { cloud: 'qingcloud', account: 'middleware', rows: 'cluster_set' },
};
const EVERY = '[CREATING, AVAILABLE, CHANGING, STOPPED, UNAVAILABLE, FAILED, DELETED, UNKNOWN]';

/** The newest cluster of an account, with some of its row's fields changed on the wire. */
async function firstCluster(name: string, change: Row): Promise<Row> {
  const { cloud, account, rows = '' } = LISTS[name] ?? {};
  const remove = fleet.clouds.intercept((request, respond) => {
    if (request.cloud !== cloud) return undefined;
    const reply = respond();
    const body = reply.body as Record<string, Row[] | undefined>;
    const list = body[rows];
    return list ? { ...reply, body: { ...body, [rows]: list.map((row) => ({ ...row, ...change })) } } : reply;
  });
  try {
    const data = await fleet.read<{ cloudAccount: { clusters: { nodes: Row[] } } }>(
      `query ($account: String!) {
        cloudAccount(name: $account) { clusters(first: 1, filter: { statuses: ${EVERY} }) { nodes { ${FIELDS} } } }
      }`,
      { account },
    );
    return data.cloudAccount.clusters.nodes[0] ?? {};
  } finally {
    remove();
  }
}

describe('the status of a cluster', () => {
  it.each<[string, string, Row, string]>([
    ['CSS', '100', { actions: [] }, 'CREATING'],
    ['CSS', '200', { actions: [] }, 'AVAILABLE'],
    ['CSS', '200', { actions: ['GROWING'] }, 'CHANGING'],
    ['CSS', '300', { actions: [] }, 'UNAVAILABLE'],
    ['CSS', '303', { actions: [] }, 'FAILED'],
    ['CSS', '400', { actions: [] }, 'UNKNOWN'],
    ['DWS', 'AVAILABLE', { task_status: null }, 'AVAILABLE'],
    ['DWS', 'ACTIVE', { task_status: '' }, 'AVAILABLE'],
    ['DWS', 'AVAILABLE', { task_status: 'REBOOTING' }, 'CHANGING'],
    ['DWS', 'ACTIVE', { task_status: 'GROWING' }, 'CHANGING'],
    ['DWS', 'CREATING', { task_status: null }, 'CREATING'],
    ['DWS', 'FAILED', { task_status: null }, 'FAILED'],
    ['DWS', 'CREATE_FAILED', { task_status: null }, 'FAILED'],
    ['DWS', 'CREATION FAILED', { task_status: null }, 'FAILED'],
    ['DWS', 'DELETING', { task_status: null }, 'CHANGING'],
    ['DWS', 'FROZEN', { task_status: null }, 'STOPPED'],
    ['DWS', 'POLICE_FROZEN', { task_status: null }, 'STOPPED'],
    ['DWS', 'UNAVAILABLE', { task_status: null }, 'UNAVAILABLE'],
    ['DWS', 'RESTORING', { task_status: null }, 'UNKNOWN'],
    ['GeminiDB', 'normal', { actions: [] }, 'AVAILABLE'],
    ['GeminiDB', 'normal', { actions: ['GROWING'] }, 'CHANGING'],
    ['GeminiDB', 'creating', { actions: [] }, 'CREATING'],
    ['GeminiDB', 'abnormal', { actions: [] }, 'UNAVAILABLE'],
    ['GeminiDB', 'data_disk_full', { actions: [] }, 'UNAVAILABLE'],
    ['GeminiDB', 'frozen', { actions: [] }, 'STOPPED'],
    ['GeminiDB', 'createfail', { actions: [] }, 'FAILED'],
    ['GeminiDB', 'enlargefail', { actions: [] }, 'FAILED'],
    ['GeminiDB', 'melting', { actions: [] }, 'UNKNOWN'],
    ['QingCloud', 'pending', { transition_status: 'creating' }, 'CREATING'],
    ['QingCloud', 'active', { transition_status: '' }, 'AVAILABLE'],
    ['QingCloud', 'active', { transition_status: 'updating' }, 'CHANGING'],
    ['QingCloud', 'stopped', { transition_status: '' }, 'STOPPED'],
    ['QingCloud', 'suspended', { transition_status: '' }, 'STOPPED'],
    ['QingCloud', 'deleted', { transition_status: '' }, 'DELETED'],
    ['QingCloud', 'ceased', { transition_status: '' }, 'DELETED'],
    ['QingCloud', 'melting', { transition_status: '' }, 'UNKNOWN'],
  ])('of %s with the native status %s and %j is %s', async (name, nativeStatus, more, status) => {
    expect(await firstCluster(name, { status: nativeStatus, ...more })).toMatchObject({ status, nativeStatus });
  });
});

describe('a cluster', () => {
  it.each<[string, Row, Row]>([
    [
      'CSS',
      {
        id: 'a-1',
        name: 'n',
        created: '2026-11-20T01:02:03',
        datastore: { type: 'opensearch', version: '2.19.0' },
        instances: [{}, {}],
      },
      { resourceName: 'huawei-css/a-1', engine: 'opensearch', engineVersion: '2.19.0', nodeCount: 2 },
    ],
    [
      'DWS',
      { id: 'a-1', name: 'n', created: '2026-11-20T01:02:03Z', version: '9.1.0.100', number_of_node: 3 },
      { resourceName: 'huawei-dws/a-1', engine: 'dws', engineVersion: '9.1.0.100', nodeCount: 3 },
    ],
    [
      'GeminiDB',
      {
        id: 'a-1',
        name: 'n',
        created: '2026-11-20T01:02:03',
        datastore: { type: 'cassandra', version: '3.11' },
        groups: [{ nodes: [{}, {}] }, { nodes: [{}] }],
      },
      { resourceName: 'huawei-geminidb/a-1', engine: 'cassandra', engineVersion: '3.11', nodeCount: 3 },
    ],
    [
      'QingCloud',
      {
        cluster_id: 'a-1',
        name: 'n',
        create_time: '2026-11-20T01:02:03Z',
        app_info: { app_name: 'ZooKeeper' },
        app_version_info: { name: '1.0' },
        node_count: 5,
      },
      { resourceName: 'qingcloud/a-1', engine: 'ZooKeeper', engineVersion: '1.0', nodeCount: 5 },
    ],
    [
      'QingCloud',
      { app_id: 'app-1', app_info: null, app_version_info: null },
      { engine: 'app-1', engineVersion: null },
    ],
  ])('of %s has its fields from the documented properties', async (name, change, expected) => {
    const seen = await firstCluster(name, change);
    expect(seen).toMatchObject({ ...expected, account: { name: LISTS[name]?.account } });
    if ('name' in change)
      expect(seen).toMatchObject({ name: 'n', nativeId: 'a-1', createdAt: '2026-11-20T01:02:03.000Z' });
  });

  it('has its account, with the configured region and provider', async () => {
    const data = await fleet.read<{ cloudAccounts: Row[] }>('{ cloudAccounts { name provider region } }');
    const expected = fleet.clouds.accounts.map(({ name, provider, region }) => ({
      name,
      provider: provider.replace('-', '_').toUpperCase(),
      region,
    }));
    expect(data.cloudAccounts).toEqual(expected);
    expect(await fleet.cost('{ cloudAccounts { id name } cloudAccount(name: "tables") { id region } }')).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { CLUSTER, openAccount, operate, startCloud } from './cloud.js';
import { DWS_CLUSTERS } from './payloads.js';
import { CSS, DWS, GEMINIDB, readCluster, type Provider } from './reading.js';

describe('A cluster', () => {
  it.each<[Provider, object, string]>([
    [CSS, { status: '100' }, 'CREATING'],
    [CSS, { status: '200' }, 'AVAILABLE'],
    [CSS, { status: 200 }, 'AVAILABLE'],
    [CSS, { status: '200', actions: ['GROWING'] }, 'CHANGING'],
    [CSS, { status: '200', actions: null }, 'AVAILABLE'],
    [CSS, { status: '100', actions: ['CREATING'] }, 'CREATING'],
    [CSS, { status: '300' }, 'UNAVAILABLE'],
    [CSS, { status: '303' }, 'FAILED'],
    [CSS, { status: '404' }, 'UNKNOWN'],
    [CSS, { status: null }, 'UNKNOWN'],
    [DWS, { status: 'AVAILABLE', task_status: '', action_progress: {} }, 'AVAILABLE'],
    [DWS, { status: 'ACTIVE', task_status: null, action_progress: {} }, 'AVAILABLE'],
    [DWS, { status: 'ACTIVE', task_status: 'RESIZE_FAILURE', action_progress: {} }, 'AVAILABLE'],
    [DWS, { status: 'AVAILABLE', task_status: ['GROWING'] }, 'CHANGING'],
    [DWS, { status: 'AVAILABLE', task_status: 'ORDER_PENDING,REBOOTING' }, 'CHANGING'],
    [DWS, { status: 'AVAILABLE', task_status: 'UPGRADING' }, 'CHANGING'],
    [DWS, { status: 'AVAILABLE', task_status: 'UPGRADING_FAILED', action_progress: {} }, 'AVAILABLE'],
    [DWS, { status: 'AVAILABLE', task_status: null, action_progress: { REPAIRING: '20%' } }, 'CHANGING'],
    [DWS, { status: 'AVAILABLE', task_status: 'REBOOT_FAILURE', action_progress: { GROWING: '' } }, 'CHANGING'],
    [DWS, { status: 'AVAILABLE', task_status: '', action_progress: {} }, 'AVAILABLE'],
    [DWS, { status: 'AVAILABLE', task_status: '', action_progress: null }, 'AVAILABLE'],
    [DWS, { status: 'AVAILABLE', task_status: '', action_progress: { GROWING: null } }, 'AVAILABLE'],
    [DWS, { status: 'AVAILABLE', task_status: '', action_progress: '{"GROWING":"20%"}' }, 'CHANGING'],
    [DWS, { status: 'AVAILABLE', task_status: '', action_progress: 'GROWING 20%' }, 'CHANGING'],
    [DWS, { status: 'AVAILABLE', task_status: '', action_progress: '{}' }, 'AVAILABLE'],
    [DWS, { status: 'AVAILABLE', task_status: '', action_progress: ' ' }, 'AVAILABLE'],
    [DWS, { status: 'FAILED', action_progress: { REPAIRING: '20%' } }, 'FAILED'],
    [DWS, { status: 'CREATING', task_status: 'CREATING' }, 'CREATING'],
    [DWS, { status: 'FAILED' }, 'FAILED'],
    [DWS, { status: 'CREATE_FAILED' }, 'FAILED'],
    [DWS, { status: 'CREATION FAILED' }, 'FAILED'],
    [DWS, { status: 'DELETING' }, 'CHANGING'],
    [DWS, { status: 'FROZEN' }, 'STOPPED'],
    [DWS, { status: 'POLICE_FROZEN' }, 'STOPPED'],
    [DWS, { status: 'UNAVAILABLE' }, 'UNAVAILABLE'],
    [DWS, { status: 'DELETE_FAILED' }, 'FAILED'],
    [DWS, { status: 'DELETION FAILED' }, 'FAILED'],
    [DWS, { status: 'STARTING' }, 'CHANGING'],
    [DWS, { status: 'STOPING' }, 'CHANGING'],
    [DWS, { status: 'STOPPED', task_status: 'GROWING' }, 'STOPPED'],
    [DWS, { status: 'MELTING' }, 'UNKNOWN'],
    [GEMINIDB, { status: 'normal', actions: [] }, 'AVAILABLE'],
    [GEMINIDB, { status: 'normal', actions: ['GROWING'] }, 'CHANGING'],
    [GEMINIDB, { status: 'creating' }, 'CREATING'],
    [GEMINIDB, { status: 'abnormal' }, 'UNAVAILABLE'],
    [GEMINIDB, { status: 'data_disk_full' }, 'UNAVAILABLE'],
    [GEMINIDB, { status: 'frozen' }, 'STOPPED'],
    [GEMINIDB, { status: 'createfail' }, 'FAILED'],
    [GEMINIDB, { status: 'enlargefail' }, 'FAILED'],
    [GEMINIDB, { status: 'Cluster' }, 'UNKNOWN'],
  ])('of %s with %j is %s', async (provider, changes, status) => {
    expect(await readCluster(provider, changes)).toMatchObject({ status });
  });

  it.each<[Provider, object, object]>([
    [CSS, { instances: undefined, datastore: null }, { nodeCount: null, engine: null, engineVersion: null }],
    [CSS, { name: 5 }, { name: '5' }],
    [DWS, { number_of_node: '6', version: 8 }, { nodeCount: 6, engineVersion: '8', engine: 'dws' }],
    [DWS, { number_of_node: undefined }, { nodeCount: 1 }],
    [DWS, { number_of_node: -1, nodes: null }, { nodeCount: null }],
    [DWS, { number_of_node: 3_000_000_000 }, { nodeCount: 3_000_000_000 }],
    [DWS, { number_of_node: '99999999999999999999' }, { nodeCount: Number.MAX_SAFE_INTEGER }],
    [CSS, { instances: [null, {}, null] }, { nodeCount: 1 }],
    [GEMINIDB, { groups: [null, { nodes: [null, {}] }, { nodes: null }] }, { nodeCount: 1 }],
    [GEMINIDB, { groups: [{ nodes: [1, 2] }, { nodes: [3] }, {}] }, { nodeCount: 3 }],
    [GEMINIDB, { groups: null }, { nodeCount: null }],
  ])('of %s with %j has %j', async (provider, changes, expected) => {
    expect(await readCluster(provider, changes)).toMatchObject(expected);
  });

  // "The value can contain but is not limited to the following values": the wording of the API reference and the SDK.
  it.each([
    ...['REBOOT_FAILURE', 'RESIZE_FAILURE', 'CREATE_NODE_FAILED', 'DELETE_NODE_FAILED', 'REDISTRIBUTE_FAILURE'],
    ...['WAITING_REDISTRIBUTION', 'REDISTRIBUTION_PAUSED', 'ELB_BIND_FAILED', 'ELB_UNBIND_FAILED', 'ORDER_PENDING'],
    ...['ELB_SWITCHING_FAILED', 'NETWORK_CONFIG_FAILED', 'DISK_EXPAND_FAILED', 'ACTIVE_STANDY_SWITCHOVER_FAILURE'],
    ...['CLUSTER_SHRINK_FAILED', 'SHRINK_CHECK_FAILED', 'FLAVOR_RESIZING_FAILED', 'MANAGE_IP_BIND_FAILED'],
  ])('of DWS with the last task %s is AVAILABLE', async (task_status) => {
    expect(await readCluster(DWS, { status: 'AVAILABLE', task_status, action_progress: {} })).toMatchObject({
      status: 'AVAILABLE',
    });
  });

  it.each([
    ...['UNFREEZING', 'FREEZING', 'RESTORING', 'SNAPSHOTTING', 'GROWING', 'REBOOTING', 'SETTING_CONFIGURATION'],
    ...['CONFIGURING_EXT_DATASOURCE', 'DELETING_EXT_DATASOURCE', 'ADD_CN_ING', 'DEL_CN_ING', 'CREATING_NODE'],
    ...['DELETING_NODE', 'REDISTRIBUTING', 'ELB_BINDING', 'ELB_UNBINDING', 'ELB_SWITCHING', 'NETWORK_CONFIGURING'],
    ...['DISK_EXPANDING', 'ACTIVE_STANDY_SWITCHOVER', 'CLUSTER_SHRINKING', 'SHRINK_CHECKING', 'FLAVOR_RESIZING'],
    ...['MANAGE_IP_BINDING', 'FINE_GRAINED_RESTORING', 'DR_RECOVERING'],
  ])('of DWS with the task %s is CHANGING', async (task_status) => {
    expect(await readCluster(DWS, { status: 'ACTIVE', task_status, action_progress: {} })).toMatchObject({
      status: 'CHANGING',
    });
  });

  it('of DWS that is DELETED is listed only if it is requested', async () => {
    const clusters = ['AVAILABLE', 'DELETED'].map((status) => ({ ...DWS_CLUSTERS.clusters[0], id: status, status }));
    const { endpoint } = await startCloud(() => ({ body: { clusters } }));
    const account = openAccount('HUAWEI_DWS', { endpoint });
    const page = { offset: 0, limit: 0 };
    expect(await account.clusters(operate()).fetch(page)).toMatchObject({ rows: [{ identity: 'AVAILABLE' }] });
    const all = account.clusters(operate(), ['AVAILABLE', 'DELETED']);
    expect(await all.fetch(page)).toMatchObject({
      rows: [{ identity: 'AVAILABLE' }, { value: { status: 'DELETED' } }],
    });
    expect(all.key).not.toBe(account.clusters(operate()).key);
  });

  it.each([CSS, DWS] as const)('of %s whose detail is null does not exist', async (provider) => {
    const { endpoint } = await startCloud(() => ({ body: provider === CSS ? 'null' : { cluster: null } }));
    expect(await openAccount(provider, { endpoint }).getClusters(operate(), [CLUSTER])).toEqual([null]);
  });
});

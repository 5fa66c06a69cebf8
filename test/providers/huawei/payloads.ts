// The examples of the API documentation, verbatim except for identifiers that the pages leave out.

export const CSS_RECORDS_OLDER = {
  clusterLogRecord: [
    {
      id: 'd455a541-597e-4846-a6be-baad0ea361b1',
      clusterId: '4213d908-f5dc-4633-8401-cfd7175fca0c',
      createAt: 1656042837000,
      logPath: 'css-backup-1610678043608/css/log',
      status: 'RUNNING',
      finishedAt: null,
      jobTypes: 'Manual',
      failedMsg: null,
      jobId: '2c9080df7c171342017c5e0884f8011c',
    },
  ],
};

const { finishedAt: _finishedAt, failedMsg: _failedMsg, ...newerRecord } = CSS_RECORDS_OLDER.clusterLogRecord[0] ?? {};
export const CSS_RECORDS_NEWER = { clusterLogRecord: [newerRecord] };

export const CSS_CLUSTERS = {
  totalSize: 1,
  clusters: [
    {
      datastore: { type: 'elasticsearch', version: '7.10.2', subVersion: '7.10.2_24.3.0_0827', isEosCluster: false },
      instances: [
        {
          status: '200',
          type: 'ess',
          id: '6aae7ee4-ae4a-49c3-8d4f-4a2a1d5d4d5d',
          name: 'css-8bc5-ess-esn-1-1',
          specCode: 'ess.spec-4u8g',
          volume: { type: 'ULTRAHIGH', size: 40 },
        },
      ],
      publicKibanaResp: { eipSize: 10, publicKibanaIp: '100.95.152.28:9200' },
      updated: '2023-10-09T02:07:13',
      name: 'css-8bc5',
      created: '2023-10-09T02:07:13',
      id: '4213d908-f5dc-4633-8401-cfd7175fca0c',
      status: '200',
      endpoint: '192.168.0.122:9200',
      httpsEnable: true,
      actionProgress: {},
      actions: [],
      enterpriseProjectId: '0',
      tags: [],
      period: true,
    },
  ],
};

export const DWS_TASKS = {
  logical_cluster_tasks: [
    {
      type: 'Grow',
      logical_cluster_name: 'elastic_group',
      start_time: '2023-06-05 01:58:43',
      end_time: '2023-06-05 02:11:50',
      result: 'success',
      log: 'Expand from outside success',
    },
    {
      type: 'Create',
      logical_cluster_name: 'test_logical',
      start_time: '2023-06-21 08:35:58',
      end_time: '2023-06-21 08:36:14',
      result: 'failed',
      log: 'list index out of range\\nChecking whether the reentry command is consistent with the previous command.',
    },
  ],
  count: 2,
};

const dwsCluster = {
  id: '7d85f602-a948-4a30-afd4-e84f47471c15',
  name: 'dws-1',
  status: 'AVAILABLE',
  version: '1.2.0',
  updated: '2016-02-10T14:28:14Z',
  created: '2016-02-10T14:26:14Z',
  port: 8000,
  nodes: [{ id: 'acaf62a4-41b3-4106-bf6b-2f669d88291e', status: '200' }],
  tags: [{ key: 'key1', value: 'value1' }],
  user_name: 'dbadmin',
  number_of_node: 3,
  recent_event: 6,
  action_progress: { SNAPSHOTTING: '20%' },
  sub_status: 'READONLY',
  task_status: 'SNAPSHOTTING',
};
export const DWS_CLUSTERS = { clusters: [dwsCluster], count: '2' };
export const DWS_DETAIL = {
  cluster: { ...dwsCluster, task_status: null, action_progress: {}, resize_info: { target_node_num: '6' } },
};

export const GEMINIDB_JOBS = {
  total_count: 1,
  jobs: [
    {
      id: '6f85e061-04dd-42e7-86d6-d3b1e40aac2e',
      name: 'CreateCassandra',
      status: 'Running',
      start_time: '2023-09-12T06:44:01+0000',
      end_time: '2023-09-12T06:44:03+0000',
      progress: '14%',
      instance: { id: '27a045b6bf9e46f691f81366d398cb04in06', name: 'nosql-12f5' },
      fail_reason: '',
    },
  ],
};

export const GEMINIDB_INSTANCES = {
  instances: [
    {
      id: '8436a91546294036b75931e879882200in06',
      name: 'nno-efa6',
      status: 'normal',
      port: '8635',
      mode: 'Cluster',
      region: 'aaa',
      datastore: { type: 'cassandra', version: '3.11', patch_available: false },
      engine: 'rocksDB',
      created: '2019-01-17T07:05:52',
      updated: '2019-01-17T07:05:47',
      backup_strategy: { start_time: '16:00-17:00', keep_days: 7 },
      pay_mode: 0,
      groups: [
        {
          id: '0b0ff12541794e1084f6827e424be2d6gr06',
          status: 'creating',
          volume: { size: 100, used: 0.003 },
          nodes: [{ id: '233eaac9c6f245c0bb9c2d21eea12d1bno06', name: 'nosql-efa6_priam_node_2', status: 'normal' }],
        },
      ],
      enterprise_project_id: '0',
      time_zone: '',
      actions: ['CREATE'],
    },
  ],
  total_count: 1,
};

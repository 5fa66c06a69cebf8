/** The example responses of the documentation, verbatim. */
export const JOB = {
  status: 'successful',
  job_id: 'j-etkt94ebqra',
  directive:
    '{"sender":{"lang":"en","user_id":"system","console_id":"system","root_user_id":"system","role":"global_admin","privilege":10,"channel":"internal"},"zone":"pek3a","expires":"2018-03-04T05:38:58Z","action":"CeaseResources","clusters":["cl-xi3aoihf"],"resource_ids":["cl-xi3aoihf"]}',
  job_action: 'CeaseResources',
  create_time: '2018-03-04T05:37:58Z',
  owner: 'system',
  status_time: '2018-03-04T05:38:05Z',
  error_codes: '',
  resource_ids: 'cl-xi3aoihf',
  resources: { clusters: ['cl-xi3aoihf'] },
  extras: {},
};

export const CLUSTER = {
  cluster_id: 'cl-q1witcdk',
  name: 'ZooKeeper',
  description: '',
  app_id: 'app-tg3lbp0a',
  app_version: 'appv-70gegwmp',
  status: 'active',
  transition_status: '',
  create_time: '2018-03-04T06:00:15Z',
  status_time: '2018-03-04T06:02:26Z',
  upgrade_status: '',
  owner: 'usr-NzTfAWek',
  node_count: 3,
  role_count: { '': 3 },
  roles: [''],
  auto_backup_time: -1,
  advanced_actions: { '': 'change_vxnet,scale_horizontal' },
  add_links: null,
  tags: [],
  app_info: { app_name: 'ZooKeeper on QingCloud', app_id: 'app-tg3lbp0a', icon: 'ca-iwg9qvsx' },
  lastest_snapshot_time: null,
  vxnet: { vxnet_name: '', vxnet_type: 1, vxnet_id: 'vxnet-pmefzgi', vpc_router_id: 'rtr-bk8fnw71' },
  backup_policy: null,
  app_version_info: {
    status_time: '2017-04-21T02:34:24Z',
    upgrade_policy: [],
    resource_kit: 'ca-nx8rerlv',
    version_id: 'appv-70gegwmp',
    name: 'QingCloud 1.0 - ZooKeeper 3.4.9',
  },
};

export function jobList(job_set: unknown, total_count: unknown = 1) {
  return { action: 'DescribeClusterJobsResponse', total_count, job_set, ret_code: 0 };
}

export function clusterList(cluster_set: unknown, total_count: unknown = 1) {
  return { action: 'DescribeClustersResponse', total_count, cluster_set, ret_code: 0 };
}

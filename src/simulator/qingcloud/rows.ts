import { phaseOf, type Phase } from '../job.js';
import type { QingCloudBehaviour } from './behaviour.js';
import type { QingCloudCluster, QingCloudState, QingCloudJob } from './state.js';

const WORDS: Record<Phase, string> = {
  pending: 'pending',
  running: 'working',
  succeeded: 'successful',
  failed: 'failed',
};

/** The provider's word for where a job is. */
export function toStatusWord(job: QingCloudJob, now: number): string {
  const phase = phaseOf(job, now);
  return phase === 'failed' && job.isPartial ? 'done with failure' : WORDS[phase];
}

/** A job as it goes over the wire. */
export function toJobRow(job: QingCloudJob, { zone, now }: QingCloudState, behaviour: QingCloudBehaviour) {
  const status = toStatusWord(job, now);
  const toTime = (time: number) => toWireTime(time, behaviour);
  const place = behaviour.qingCloudClustersIn;
  const isListed = place !== 'directive';
  return {
    status,
    job_id: job.key,
    directive: toDirective(job, zone),
    job_action: job.action,
    create_time: toTime(job.createdAt),
    owner: job.owner,
    status_time: toTime(toStatusTime(job, now)),
    error_codes: phaseOf(job, now) === 'failed' ? job.reason : '',
    resource_ids: isListed ? [...job.clusterIds, ...job.nodeIds].join(' ') : job.nodeIds.join(' '),
    resources: place === 'resources' ? { clusters: job.clusterIds } : {},
    extras: {},
  };
}

/** "日志最近一次状态变更时间": when the status last changed. */
function toStatusTime(job: QingCloudJob, now: number): number {
  const phase = phaseOf(job, now);
  if (phase === 'pending') return job.createdAt;
  return phase === 'running' ? job.startsAt : job.finishesAt;
}

/** The order that began the job, with who gave it: JSON inside JSON. */
function toDirective({ action, clusterIds, owner, createdAt }: QingCloudJob, zone: string): string {
  const isSystem = owner === 'system';
  return JSON.stringify({
    sender: {
      lang: isSystem ? 'en' : 'zh-cn',
      user_id: owner,
      console_id: isSystem ? 'system' : 'qingcloud',
      root_user_id: isSystem ? 'system' : 'usr-NzTfAWek',
      role: isSystem ? 'global_admin' : 'user',
      privilege: isSystem ? 10 : 1,
      channel: isSystem ? 'internal' : 'session',
    },
    zone,
    expires: toSeconds(createdAt + 60_000),
    action,
    clusters: clusterIds,
    resource_ids: clusterIds,
  });
}

/** A cluster as it goes over the wire, the documentation's spelling of `lastest_snapshot_time` included. */
export function toClusterRow(cluster: QingCloudCluster, state: QingCloudState, behaviour: QingCloudBehaviour) {
  const { app, version } = cluster;
  const status = state.statusOf(cluster);
  const created = toWireTime(cluster.createdAt, behaviour);
  return {
    cluster_id: cluster.id,
    name: cluster.name,
    description: '',
    app_id: app.id,
    app_version: version.id,
    status,
    transition_status: status === 'pending' ? 'creating' : status === 'active' ? cluster.action : '',
    create_time: created,
    status_time: created,
    upgrade_time: created,
    upgrade_status: '',
    owner: cluster.owner,
    node_count: cluster.nodeCount,
    role_count: { '': cluster.nodeCount },
    roles: [''],
    auto_backup_time: -1,
    health_check_enablement: { '': true },
    custom_service: {},
    advanced_actions: { '': 'change_vxnet,scale_horizontal' },
    upgrade_policy: [],
    incremental_backup_supported: false,
    display_tabs: {},
    sub_code: 0,
    add_links: null,
    security_group_id: '',
    tags: [],
    app_info: { app_name: app.name, app_id: app.id, icon: app.icon },
    partner_access: false,
    auto_scale_step: { '': { count: 1, volume_size: 20 } },
    lastest_snapshot_time: null,
    vxnet: { vxnet_name: '', vxnet_type: 1, vxnet_id: cluster.vxnetId, vpc_router_id: 'rtr-bk8fnw71' },
    debug: false,
    backup_policy: null,
    endpoints: { client: { protocol: 'tcp', port: app.port } },
    backup: { '': false },
    app_version_info: {
      status_time: '2017-04-21T02:34:24Z',
      upgrade_policy: [],
      resource_kit: 'ca-nx8rerlv',
      version_id: version.id,
      name: version.name,
    },
  };
}

function toWireTime(time: number, { qingCloudFractions }: QingCloudBehaviour): string {
  return qingCloudFractions ? new Date(time).toISOString() : toSeconds(time);
}

function toSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

import { phaseOf, type SimulatedCluster } from '../../job.js';
import type { DwsState } from './fleet.js';
import type { DwsTask } from './tasks.js';

/** A task as it goes over the wire: it has no id. */
export function toTaskRow(task: DwsTask, now: number): Record<string, unknown> {
  const phase = phaseOf(task, now);
  const done = phase === 'succeeded' || phase === 'failed';
  return {
    type: task.action,
    logical_cluster_name: task.logicalCluster,
    start_time: phase === 'pending' ? task.empty : toDwsTime(task.createdAt),
    end_time: done ? toDwsTime(task.finishesAt) : task.empty,
    result: done ? (phase === 'failed' ? 'failed' : 'success') : task.empty,
    log: done ? (phase === 'failed' ? task.reason : task.log) : task.empty,
  };
}

/** A cluster as it goes over the wire. */
export function toDwsCluster(state: DwsState, cluster: SimulatedCluster): Record<string, unknown> {
  const time = new Date(cluster.createdAt).toISOString().replace('.000Z', 'Z');
  return {
    id: cluster.id,
    name: cluster.name,
    status: state.statusOf(cluster),
    sub_status: 'NORMAL',
    task_status: cluster.action === '' ? null : cluster.action,
    action_progress: cluster.action === '' ? null : { [cluster.action]: '20%' },
    version: cluster.engineVersion,
    updated: time,
    created: time,
    port: 8000,
    endpoints: [{ connect_info: '192.168.0.12:8000', jdbc_url: 'jdbc:postgresql://192.168.0.12:8000/gaussdb' }],
    nodes: Array.from({ length: cluster.nodeCount }, (_, index) => toNode(cluster, index)),
    tags: null,
    user_name: 'dbadmin',
    number_of_node: cluster.nodeCount,
    recent_event: 6,
    availability_zone: 'az-1',
    enterprise_project_id: '0',
    node_type: 'dws.d1.xlarge.ultrahigh',
    vpc_id: '85b20d7e-9eb7-4b2a-98f3-3c8843ea3574',
    subnet_id: '374eca02-cfc4-4de7-8ab5-dbebf7d9a720',
    public_ip: null,
    public_endpoints: null,
    security_group_id: 'dc3ec145-9029-4b39-b5a3-ace5a01f772b',
  };
}

function toNode(cluster: SimulatedCluster, index: number): Record<string, unknown> {
  return { id: `${cluster.id.slice(0, 34)}${String(index).padStart(2, '0')}`, status: '200' };
}

/** `2023-06-05 01:58:43`, without a zone. */
function toDwsTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

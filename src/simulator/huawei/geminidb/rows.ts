import { phaseOf, type Phase, type SimulatedCluster } from '../../job.js';
import type { GeminiDbState } from './fleet.js';
import type { GeminiDbJob } from './jobs.js';

const WORDS: Record<Phase, string> = {
  pending: 'Running',
  running: 'Running',
  succeeded: 'Completed',
  failed: 'Failed',
};

/** The provider's word for where a job is. */
export function toStatusWord(job: GeminiDbJob, now: number): string {
  return WORDS[phaseOf(job, now)];
}

/** A job as it goes over the wire. One that is running has an `end_time` as well, as in the documented example. */
export function toJobRow(job: GeminiDbJob, now: number): Record<string, unknown> {
  const status = toStatusWord(job, now);
  return {
    id: job.key,
    name: job.action,
    status,
    start_time: toGeminiDbTime(job.createdAt),
    end_time: toGeminiDbTime(status === 'Running' ? now : job.finishesAt),
    progress: status === 'Running' ? `${toPercent(job, now)}%` : '',
    instance: { id: job.clusterIds[0], name: job.instanceName },
    fail_reason: status === 'Failed' ? job.reason : '',
  };
}

/** An instance as it goes over the wire: `pay_mode` is a "String" and a number in the example. */
export function toInstanceRow(state: GeminiDbState, instance: SimulatedCluster): Record<string, unknown> {
  const status = state.statusOf(instance);
  const created = new Date(instance.createdAt).toISOString().slice(0, 19);
  const hex = instance.id.slice(0, 30);
  const suffix = instance.id.slice(-2);
  const nodes = Array.from({ length: instance.nodeCount }, (_, index) => ({
    id: `${hex}${String(index).padStart(2, '0')}no${suffix}`,
    name: `${instance.name}_priam_node_${index + 1}`,
    status: 'normal',
    private_ip: '192.168.0.174',
    spec_code: 'geminidb.cassandra.xlarge.4',
    availability_zone: 'az-1',
  }));
  return {
    id: instance.id,
    name: instance.name,
    status,
    port: '8635',
    mode: 'Cluster',
    region: 'cn-north-4',
    datastore: { type: instance.engine, version: instance.engineVersion, patch_available: false },
    engine: 'rocksDB',
    created,
    updated: created,
    db_user_name: 'rwuser',
    backup_strategy: { start_time: '16:00-17:00', keep_days: 7 },
    pay_mode: 0,
    maintenance_window: '02:00-06:00',
    groups: [{ id: `${hex}00gr${suffix}`, status, volume: { size: 100, used: 0.003 }, nodes }],
    enterprise_project_id: '0',
    time_zone: '',
    actions: instance.action === '' ? [] : [instance.action],
  };
}

function toPercent(job: GeminiDbJob, now: number): number {
  const done = (now - job.createdAt) / (job.finishesAt - job.createdAt);
  return Math.max(0, Math.min(99, Math.floor(done * 100)));
}

/** `2023-09-12T06:44:01+0000` */
function toGeminiDbTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19) + '+0000';
}

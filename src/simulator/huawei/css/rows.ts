import { phaseOf, type SimulatedCluster } from '../../job.js';
import type { HuaweiBehaviour } from '../behaviour.js';
import type { CssState, CssJob } from './fleet.js';

/** A log record as it goes over the wire. */
export function toLogRecord(job: CssJob, now: number, behaviour: HuaweiBehaviour): Record<string, unknown> {
  const phase = phaseOf(job, now);
  const done = phase === 'succeeded' || phase === 'failed';
  const empty = behaviour.cssEmpty === 'null' ? null : undefined;
  return {
    id: job.key,
    clusterId: job.clusterIds[0],
    createAt: behaviour.cssTimes === 'number' ? job.createdAt : String(job.createdAt),
    logPath: job.logPath,
    status: done ? (phase === 'failed' ? 'FAIL' : 'SUCCESS') : 'RUNNING',
    finishedAt: done ? job.finishesAt : empty,
    jobTypes: job.trigger,
    failedMsg: phase === 'failed' ? job.reason : empty,
    jobId: job.jobId,
  };
}

/** A cluster as it goes over the wire, in the list and, without a wrapper, in the detail. */
export function toCssCluster(state: CssState, cluster: SimulatedCluster): Record<string, unknown> {
  const created = toCssTime(cluster.createdAt);
  const status = state.statusOf(cluster);
  return {
    datastore: { type: cluster.engine, version: cluster.engineVersion, supportSecuritymode: false },
    instances: Array.from({ length: cluster.nodeCount }, (_, index) => toInstance(cluster, index, status)),
    updated: created,
    name: cluster.name,
    created,
    id: cluster.id,
    status,
    endpoint: '192.168.0.122:9200',
    vpcId: 'a7daa617-3ee6-4ff1-b042-8cda4a006a46',
    subnetId: '6253dc44-24cd-4c0a-90b3-f965e7f4dcd4',
    httpsEnable: true,
    authorityEnable: true,
    diskEncrypted: false,
    backupAvailable: true,
    actionProgress: cluster.action === '' ? {} : { [cluster.action]: '20%' },
    actions: cluster.action === '' ? [] : [cluster.action],
    enterpriseProjectId: '0',
    tags: [],
    period: false,
    ...(status === '303' && { failedReason: { errorCode: 'CSS.6000', errorMsg: 'The cluster could not be created.' } }),
  };
}

function toInstance(cluster: SimulatedCluster, index: number, status: string): Record<string, unknown> {
  return {
    status,
    type: 'ess',
    id: `${cluster.id.slice(0, 34)}${String(index).padStart(2, '0')}`,
    name: `${cluster.name}-ess-esn-${index + 1}-1`,
    specCode: 'ess.spec-4u8g',
    azCode: 'az-1',
    volume: { type: 'ULTRAHIGH', size: 40 },
  };
}

/** "CCYY-MM-DDThh:mm:ss", without a zone. */
function toCssTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19);
}

import type { CloudReply, Service, Setting } from '../../service.js';
import { phaseOf } from '../../job.js';
import { ACCOUNTS } from '../accounts.js';
import type { HuaweiBehaviour } from '../behaviour.js';
import { createGateway, type RoutedCall } from '../gateway.js';
import type { Identity } from '../identity.js';
import { createCssState, type CssState, type CssJob } from './fleet.js';
import { readRange, toCssBadParameter, toCssError, type Range } from './range.js';
import { toCssCluster, toLogRecord } from './rows.js';

type Call = RoutedCall<CssState>;

/** Huawei Cloud Search Service with an account in each of two regions. */
export function createCss(setting: Setting, identity: Identity): Service {
  const { cssClusters, cssLargest } = setting.size;
  const { search, searchEurope } = ACCOUNTS;
  const large = { clusters: cssClusters, largest: cssLargest };
  const small = { clusters: Math.ceil(cssClusters / 2), largest: cssLargest >> 4 };
  const states = new Map<string, CssState>([
    [search.projectId, createCssState(setting, identity, search, large)],
    [searchEurope.projectId, createCssState(setting, identity, searchEurope, small)],
  ]);
  const { behaviour, clock } = setting;
  const routes = [
    { path: '/v1.0/{project_id}/clusters', respond: (call: Call) => listClusters(call, behaviour) },
    { path: '/v1.0/{project_id}/clusters/{cluster_id}', respond: getCluster },
    {
      path: '/v1.0/{project_id}/clusters/{cluster_id}/logs/records',
      respond: (call: Call) => listLogRecords(call, behaviour),
    },
  ];
  const respond = createGateway({ identity, clock, states, routes });
  return { cloud: 'css', basePath: '', states: [...states.values()], respond };
}

/** "created: … The clusters are sorted by creation time, the newest first"; past the end the page is empty. */
function listClusters({ state, query }: Call, behaviour: HuaweiBehaviour): CloudReply {
  const range = readRange(query, behaviour);
  if ('status' in range) return range;
  const type = query.get('datastoreType');
  const matching = state.newestClusters().filter((cluster) => type === null || cluster.engine === type);
  const page = matching.slice(range.start, range.start + range.size);
  const clusters = page.map((cluster) => toCssCluster(state, cluster));
  return { status: 200, body: { totalSize: matching.length, clusters } };
}

function getCluster({ state, clusterId }: Call): CloudReply {
  const cluster = state.cluster(clusterId);
  return cluster === undefined ? noSuchCluster() : { status: 200, body: toCssCluster(state, cluster) };
}

function listLogRecords(call: Call, behaviour: HuaweiBehaviour): CloudReply {
  const { state, clusterId, query } = call;
  const range = readRange(query, behaviour);
  if ('status' in range) return range;
  const status = query.get('status') ?? '';
  if (!['', 'FAIL', 'NOT_FAIL'].includes(status)) return toCssBadParameter('status');
  const found = findRows(state, clusterId, range, status);
  if (found === undefined) return noSuchCluster();
  const clusterLogRecord = found.rows.map((job) => toLogRecord(job, state.now, behaviour));
  return { status: 200, body: { clusterLogRecord, ...(behaviour.cssTotalSize && { totalSize: found.total }) } };
}

function findRows(
  state: CssState,
  clusterId: string,
  { start, size }: Range,
  status: string,
): { rows: readonly CssJob[]; total: number } | undefined {
  const { now } = state;
  const timeline = state.timeline(clusterId);
  if (timeline === undefined) return undefined;
  if (status === '') return { rows: timeline.newest(now, start, size), total: timeline.rows(now).length };
  const all = timeline.newest(now, 0, Infinity);
  const matching = all.filter((job) => (phaseOf(job, now) === 'failed') === (status === 'FAIL'));
  return { rows: matching.slice(start, start + size), total: matching.length };
}

/** CSS returns 403, not 404, for a cluster that does not exist. */
function noSuchCluster(): CloudReply {
  return toCssError(403, 'CSS.0015', 'No resources are found or the access is denied.');
}

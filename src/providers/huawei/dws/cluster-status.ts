import type { ClusterStatus } from '../../../domain/cluster.js';
import { parseJson } from '../../../upstream/index.js';
import { toText } from '../../shared/values.js';
import type { WireCluster } from './wire.js';

const STATUSES: ReadonlyMap<string | null, ClusterStatus> = new Map<string | null, ClusterStatus>([
  ['CREATING', 'CREATING'],
  // Documents list ACTIVE; the service writes AVAILABLE.
  ['AVAILABLE', 'AVAILABLE'],
  ['ACTIVE', 'AVAILABLE'],
  ['UNAVAILABLE', 'UNAVAILABLE'],
  ['FAILED', 'FAILED'],
  ['CREATE_FAILED', 'FAILED'],
  ['CREATION FAILED', 'FAILED'],
  ['DELETE_FAILED', 'FAILED'],
  ['DELETION FAILED', 'FAILED'],
  ['DELETING', 'CHANGING'],
  ['STARTING', 'CHANGING'],
  ['STOPING', 'CHANGING'],
  ['STOPPED', 'STOPPED'],
  ['FROZEN', 'STOPPED'],
  ['POLICE_FROZEN', 'STOPPED'],
  ['DELETED', 'DELETED'],
]);

export function toClusterStatus(cluster: WireCluster): ClusterStatus {
  const status = STATUSES.get(toText(cluster.status)) ?? 'UNKNOWN';
  const isChanging = isTaskInProgress(cluster.task_status) || hasProgress(cluster.action_progress);
  return status === 'AVAILABLE' && isChanging ? 'CHANGING' : status;
}

/**
 * `task_status` is the "result of an ongoing task or an executed task", one word or several, from a list that "is not
 * limited to the following values". Tasks in progress have a part in -ING (GROWING, CREATING_NODE, ADD_CN_ING) or are
 * the switchover between primary and standby. Words of tasks that have ended, or that wait, stay until the next task:
 * RESIZE_FAILURE, ELB_SWITCHING_FAILED, WAITING_REDISTRIBUTION, REDISTRIBUTION_PAUSED, ORDER_PENDING.
 */
function isTaskInProgress(value: unknown): boolean {
  const words: readonly unknown[] = Array.isArray(value) ? value : [value];
  return words.some((word) =>
    toText(word)
      ?.split(/[\s,|]+/)
      .some(isOngoing),
  );
}

function isOngoing(word: string): boolean {
  return /ING(?:_|$)|SWITCHOVER$/i.test(word) && !/FAIL|PAUSE|PENDING|WAITING|CANCEL|SUCCE|COMPLET|FINISH/i.test(word);
}

/** "The key indicates an ongoing task, and the value indicates the task progress." The map may also be JSON text. */
function hasProgress(value: unknown): boolean {
  if (typeof value === 'string') {
    const map = parseJson(value);
    return map === undefined ? value.trim() !== '' : hasProgress(map);
  }
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((progress) => progress !== null);
}

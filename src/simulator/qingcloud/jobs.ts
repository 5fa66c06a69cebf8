import type { Random } from '../random.js';
import type { QingCloudCluster, QingCloudJob } from './state.js';
import { toId } from './ids.js';

const ON_ONE = [
  'ResizeCluster',
  'UpgradeCluster',
  'AddClusterNodes',
  'DeleteClusterNodes',
  'UpdateClusterEnvironment',
  'RestartClusterService',
  'ChangeClusterVxnet',
  'StartClusters',
  'StopClusters',
] as const;
const ON_SEVERAL = ['StartClusters', 'StopClusters', 'UpgradeClusters', 'CreateClusterSnapshots'] as const;
const ERROR_CODES = ['5200', '5100', '5400', '1400', ''] as const;

/** A request for an operation on some clusters. */
export interface Order {
  readonly action: string;
  readonly clusterIds: readonly string[];
  readonly owner: string;
}

/** The job of an order: queued for some seconds, worked at for some minutes. Times are whole seconds. */
export function createJob(random: Random, { action, clusterIds, owner }: Order, time: number): QingCloudJob {
  const createdAt = Math.floor(time / 1000) * 1000;
  const startsAt = createdAt + random.integer(1, 8) * 1000;
  const fails = random.chance(0.06);
  const nodes = action.endsWith('Nodes') ? random.integer(1, 3) : 0;
  return {
    key: toId(random, 'j', 11),
    clusterIds,
    action,
    listedAt: createdAt,
    createdAt,
    startsAt,
    finishesAt: startsAt + random.integer(5, 280) * 1000,
    outcome: fails ? 'failed' : 'succeeded',
    reason: fails ? random.pick(ERROR_CODES) : '',
    owner,
    isPartial: clusterIds.length > 1 && random.chance(0.5),
    nodeIds: Array.from({ length: nodes }, () => toId(random, 'cln', 8)),
  };
}

/** An order for one of these clusters, or for several at once; the oldest have the most. */
export function toOrder(random: Random, clusters: readonly QingCloudCluster[]): Order {
  const pick = () => clusters[Math.floor(random.next() ** 2 * clusters.length)];
  const count = clusters.length > 1 && random.chance(0.12) ? random.integer(2, 4) : 1;
  const picked = [...new Set(Array.from({ length: count }, pick))].filter((cluster) => cluster !== undefined);
  return {
    action: picked.length > 1 ? random.pick(ON_SEVERAL) : random.pick(ON_ONE),
    clusterIds: picked.map(({ id }) => id),
    owner: picked[0]?.owner ?? 'system',
  };
}

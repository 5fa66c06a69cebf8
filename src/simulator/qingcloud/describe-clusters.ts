import { requireAll, withNulls, type Action } from './action.js';
import type { QingCloudBehaviour } from './behaviour.js';
import type { QingCloudCluster, QingCloudState } from './state.js';
import { toFlag, toList, toPaging, toWords, type Parameters } from './parameters.js';
import { toClusterRow } from './rows.js';

const STATUSES = ['pending', 'active', 'stopped', 'suspended', 'deleted', 'ceased'];

/** A zone's clusters: oldest first, or with `reverse=1` the newest. */
export const describeClusters: Action = (state, parameters, behaviour) => {
  const { offset, limit } = toPaging(parameters);
  const newestFirst = toFlag(parameters, 'reverse');
  toFlag(parameters, 'verbose');
  toWords(parameters, 'scope', ['app', 'cfgmgmt', 'all']);
  const ids = toList(parameters, 'clusters');
  requireAll(ids, (id) => state.cluster(id) !== undefined, behaviour);
  const matching = findMatching(state, parameters, ids, behaviour);
  const ordered = newestFirst ? matching : matching.toReversed();
  const rows = ordered.slice(offset, offset + limit).map((cluster) => toClusterRow(cluster, state, behaviour));
  return {
    action: 'DescribeClustersResponse',
    total_count: matching.length,
    cluster_set: withNulls(rows, behaviour),
    ret_code: 0,
  };
};

/** Newest first. */
function findMatching(
  state: QingCloudState,
  parameters: Parameters,
  ids: readonly string[],
  behaviour: QingCloudBehaviour,
): readonly QingCloudCluster[] {
  const apps = toList(parameters, 'apps');
  const name = parameters.get('cluster_name') ?? parameters.get('search_word') ?? '';
  const words = toWords(parameters, 'status', STATUSES) ?? toDefaultWords(ids, behaviour);
  return state
    .newestClusters()
    .filter(
      (cluster) =>
        (ids.length === 0 || ids.includes(cluster.id)) &&
        (apps.length === 0 || apps.includes(cluster.app.id)) &&
        cluster.name.includes(name) &&
        (words?.has(state.statusOf(cluster)) ?? true),
    );
}

/** Requested by id, a deleted cluster was returned without naming its status. */
function toDefaultWords(ids: readonly string[], behaviour: QingCloudBehaviour): Set<string> | undefined {
  return ids.length === 0 && behaviour.qingCloudUnfiltered === 'active' ? new Set(['active']) : undefined;
}

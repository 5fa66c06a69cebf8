import { requireAll, withNulls, type Action } from './action.js';
import type { QingCloudBehaviour } from './behaviour.js';
import type { QingCloudCluster, QingCloudEstate } from './estate.js';
import { toFlag, toList, toPaging, toWords, type Parameters } from './parameters.js';
import { toClusterRow } from './rows.js';

const STATUSES = ['pending', 'active', 'stopped', 'suspended', 'deleted', 'ceased'];

/** A zone's clusters: oldest first, or with `reverse=1` the newest. */
export const describeClusters: Action = (estate, parameters, behaviour) => {
  const { offset, limit } = toPaging(parameters);
  const newestFirst = toFlag(parameters, 'reverse');
  toFlag(parameters, 'verbose');
  toWords(parameters, 'scope', ['app', 'cfgmgmt', 'all']);
  const ids = toList(parameters, 'clusters');
  requireAll(ids, (id) => estate.cluster(id) !== undefined, behaviour);
  const matching = findMatching(estate, parameters, ids, behaviour);
  const ordered = newestFirst ? matching : matching.toReversed();
  const rows = ordered.slice(offset, offset + limit).map((cluster) => toClusterRow(cluster, estate, behaviour));
  return {
    action: 'DescribeClustersResponse',
    total_count: matching.length,
    cluster_set: withNulls(rows, behaviour),
    ret_code: 0,
  };
};

/** Newest first. */
function findMatching(
  estate: QingCloudEstate,
  parameters: Parameters,
  ids: readonly string[],
  behaviour: QingCloudBehaviour,
): readonly QingCloudCluster[] {
  const apps = toList(parameters, 'apps');
  const name = parameters.get('cluster_name') ?? parameters.get('search_word') ?? '';
  const words = toWords(parameters, 'status', STATUSES) ?? toDefaultWords(ids, behaviour);
  return estate
    .newestClusters()
    .filter(
      (cluster) =>
        (ids.length === 0 || ids.includes(cluster.id)) &&
        (apps.length === 0 || apps.includes(cluster.app.id)) &&
        cluster.name.includes(name) &&
        (words?.has(estate.statusOf(cluster)) ?? true),
    );
}

/** Asked by id, a deleted cluster was returned without its status being named. */
function toDefaultWords(ids: readonly string[], behaviour: QingCloudBehaviour): Set<string> | undefined {
  return ids.length === 0 && behaviour.qingCloudUnfiltered === 'active' ? new Set(['active']) : undefined;
}

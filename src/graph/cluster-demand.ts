import type { GraphQLResolveInfo } from 'graphql';
import { selectsMoreThan } from './selection.js';

/**
 * What the selected fields of clusters need: their `key` alone; also the `scope` of the list that holds their jobs, which
 * for QingCloud is an app that may have to be looked up; or the cluster's own `row`.
 */
export type ClusterDemand = 'key' | 'scope' | 'row';

const KEY_FIELDS = new Set(['__typename', 'resourceName', 'provider', 'nativeId', 'account']);
const SCOPE_FIELDS = new Set([...KEY_FIELDS, 'id', 'jobs']);

export function demandOf(info: GraphQLResolveInfo): ClusterDemand {
  if (!selectsMoreThan(KEY_FIELDS, 'Cluster', info)) return 'key';
  return selectsMoreThan(SCOPE_FIELDS, 'Cluster', info) ? 'row' : 'scope';
}

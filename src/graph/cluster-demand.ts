import type { GraphQLResolveInfo } from 'graphql';
import { selectsMoreThan } from './selection.js';

/**
 * What the selected fields of clusters need. `key`: only their keys. `scope`: the scope of the feed with their
 * jobs, which is an app at QingCloud and may have to be looked up. `row`: the cluster itself.
 */
export type ClusterDemand = 'key' | 'scope' | 'row';

const KEY_FIELDS = new Set(['__typename', 'resourceName', 'provider', 'nativeId', 'account']);
const SCOPE_FIELDS = new Set([...KEY_FIELDS, 'id', 'jobs']);

export function demandOf(info: GraphQLResolveInfo): ClusterDemand {
  if (!selectsMoreThan(KEY_FIELDS, 'Cluster', info)) return 'key';
  return selectsMoreThan(SCOPE_FIELDS, 'Cluster', info) ? 'row' : 'scope';
}

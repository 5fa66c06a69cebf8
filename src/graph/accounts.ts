import type { Cluster, ClusterKey } from '../domain/cluster.js';
import type { ProviderAccount } from '../providers/provider.js';
import type { GraphContext } from './context.js';
import { ClusterModel } from './model.js';

/** The account through which something was read. It is visible, because only visible accounts are read. */
export function accountOf({ accounts }: GraphContext, name: string): ProviderAccount {
  const account = accounts.get(name);
  if (!account) throw new RangeError('Data was read through an account that is not visible.');
  return account;
}

/**
 * The model of a cluster. `read`: its row, if it was read. `staleness`: by how many seconds what is read below it may be
 * old.
 */
export function toModel(
  key: ClusterKey,
  context: GraphContext,
  read: Cluster | null = null,
  staleness?: number,
): ClusterModel {
  return new ClusterModel(accountOf(context, key.account).account, key, read, null, staleness);
}

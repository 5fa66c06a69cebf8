import type { Cluster, ClusterKey } from '../domain/cluster.js';
import type { ProviderAccount } from '../providers/provider.js';
import type { GraphContext } from './context.js';
import { ClusterModel } from './model.js';

/** The account of something that was read through it, and so is visible. */
export function accountOf({ accounts }: GraphContext, name: string): ProviderAccount {
  const account = accounts.get(name);
  if (!account) throw new RangeError('Something was read through an account that is not visible.');
  return account;
}

/** A cluster as the graph shows it. */
export function toModel(key: ClusterKey, context: GraphContext, read: Cluster | null = null): ClusterModel {
  return new ClusterModel(accountOf(context, key.account).account, key, read);
}

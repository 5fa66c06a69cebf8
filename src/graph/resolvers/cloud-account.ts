import { toAccountId, toAccountName } from '../../domain/ids.js';
import type { CloudAccountResolvers } from '../../generated/resolvers.js';
import { accountClusters } from '../connections.js';
import { toClusterSelection } from '../filters.js';

export const CloudAccount: CloudAccountResolvers = {
  __resolveReference: ({ id }, { accounts }) => accounts.get(toAccountName(id) ?? '')?.account ?? null,
  id: ({ name }) => toAccountId(name),
  clusters: ({ name }, { filter, ...page }, context) => {
    const provider = context.accounts.get(name);
    return provider ? accountClusters(context, provider, page, toClusterSelection(filter)) : null;
  },
};

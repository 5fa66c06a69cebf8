import { toAccountId } from '../../domain/ids.js';
import type { CloudAccountResolvers } from '../../generated/resolvers.js';
import { accountClusters } from '../connections.js';
import { toClusterSelection } from '../filters.js';

export const CloudAccount: CloudAccountResolvers = {
  id: ({ name }) => toAccountId(name),
  clusters: ({ name }, { filter, ...page }, context) => {
    const provider = context.accounts.get(name);
    return provider ? accountClusters(context, provider, page, toClusterSelection(filter)) : null;
  },
};

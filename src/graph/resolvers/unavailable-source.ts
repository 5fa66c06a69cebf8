import type { UnavailableSourceResolvers } from '../../generated/resolvers.js';
import { demandOf } from '../cluster-demand.js';
import { showClusters } from '../cluster-lookup.js';

export const UnavailableSource: UnavailableSourceResolvers = {
  cluster: async ({ clusterKey }, _, context, info) => {
    const [cluster] = clusterKey ? await showClusters([clusterKey], context, demandOf(info)) : [];
    return cluster ?? null;
  },
};

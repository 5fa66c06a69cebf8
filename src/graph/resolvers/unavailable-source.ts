import type { UnavailableSourceResolvers } from '../../generated/resolvers.js';
import { isKeyEnough, showClusters } from '../cluster-lookup.js';

export const UnavailableSource: UnavailableSourceResolvers = {
  cluster: async ({ clusterKey }, _, context, info) => {
    const [cluster] = clusterKey ? await showClusters([clusterKey], context, isKeyEnough(info)) : [];
    return cluster ?? null;
  },
};

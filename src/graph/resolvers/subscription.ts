import type { GraphQLResolveInfo } from 'graphql';
import type { SubscriptionResolvers } from '../../generated/resolvers.js';
import type { JobChange } from '../../store/store.js';
import type { GraphContext } from '../context.js';
import { subscribeToChanges, toChange } from '../changes.js';

export const Subscription: SubscriptionResolvers = {
  clusterJobChanges: {
    subscribe: (_, args, context) => subscribeToChanges(context, args),
    // Each change of the stream is the root of one execution.
    resolve: (change: JobChange, _: unknown, context: GraphContext, info: GraphQLResolveInfo) =>
      toChange(change, context, info),
  },
};

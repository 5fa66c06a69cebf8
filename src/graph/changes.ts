import type { GraphQLResolveInfo } from 'graphql';
import { fromChangeCursor, toChangeCursor } from '../changes/change-cursor.js';
import type { ChangeStream } from '../changes/change-stream.js';
import { BadInputError } from '../domain/errors.js';
import type { SubscriptionClusterJobChangesArgs } from '../generated/resolvers.js';
import type { JobChange } from '../store/store.js';
import { accountOf } from './accounts.js';
import type { GraphContext, VisibleAccounts } from './context.js';
import {
  isImpossible,
  type JobSelection,
  matchesJob,
  namedClusters,
  selectAccounts,
  toJobSelection,
} from './filters.js';
import { withClusters } from './job-clusters.js';
import { type ClusterJobChangeModel, ClusterJobModel } from './model.js';
import { selectionsOf } from './selection.js';

/** A hundred years. A change and everything selected below it come from the store, at any age. */
export const ANY_AGE_SECONDS = 3_155_760_000;

/** `Subscription.clusterJobChanges`. Rejects with a BadInputError if it cannot continue after the cursor. */
export async function subscribeToChanges(
  context: GraphContext,
  { filter, after }: Partial<SubscriptionClusterJobChangesArgs>,
): Promise<ChangeStream> {
  const { changes, seal, signal } = context;
  const selection = toJobSelection(filter);
  if (!changes) {
    throw new BadInputError('A subscription needs a store: this server is configured without `store`.');
  }
  const store = await changes.opened(signal);
  const { expired, newest } = await changes.kept(signal);
  let position = newest;
  if (after !== null && after !== undefined) {
    const found = fromChangeCursor(seal, store.id, after);
    if (found === undefined) {
      throw new BadInputError('Argument "after" is not a cursor of a change that this server issued.');
    }
    if (found < expired) {
      throw new BadInputError(
        'Argument "after" is older than the changes that are kept (seven days): changes behind it are lost. ' +
          'Read `clusterJobs` again, and subscribe without "after".',
      );
    }
    position = found;
  }
  return changes.stream(position, createMatcher(context, selection));
}

type Matches = (change: JobChange) => boolean;

/** Whether the caller may see a change, and its filter selects it. The accounts of a reload count from then on. */
function createMatcher({ currentAccounts }: GraphContext, selection: JobSelection): Matches {
  if (isImpossible(selection)) return () => false;
  let visible = currentAccounts();
  let matches = matcherOf(visible, selection);
  return (change) => {
    const current = currentAccounts();
    if (current !== visible) [visible, matches] = [current, matcherOf(current, selection)];
    return matches(change);
  };
}

function matcherOf(visible: VisibleAccounts, selection: JobSelection): Matches {
  const accounts = new Set(selectAccounts(visible, selection).map(({ account }) => account.name));
  const matches = matchesJob(selection) ?? (() => true);
  const clusters = selection.clusters && new Set(namedClusters(visible, selection.clusters).map(nameOf));
  const { from = -Infinity, before = Infinity } = selection.range;
  const isBounded = selection.range.from !== undefined || selection.range.before !== undefined;
  return ({ job: { account, value } }) => {
    if (!accounts.has(account) || !matches(value)) return false;
    if (clusters && !value.clusters.some((cluster) => clusters.has(nameOf(cluster)))) return false;
    const { createdAt } = value;
    return !isBounded || (createdAt !== null && createdAt >= from && createdAt < before);
  };
}

function nameOf({ account, nativeId }: { readonly account: string; readonly nativeId: string }): string {
  return `${account}\0${nativeId}`;
}

/** A change as one response of the subscription. */
export function toChange(
  { sequence, kind, previousStatus, job: row }: JobChange,
  context: GraphContext,
  info: GraphQLResolveInfo,
): ClusterJobChangeModel | Promise<ClusterJobChangeModel> {
  const { account } = accountOf(context, row.account);
  const job = new ClusterJobModel(account, row.scope, row.identity, row.value, ANY_AGE_SECONDS);
  const cursor = toChangeCursor(context.seal, context.store?.id ?? '', sequence);
  const jobInfo = { ...info, fieldNodes: selectionsOf('ClusterJobChange', 'job', info) };
  return withClusters([job], () => ({ cursor, kind, job, previousStatus }), context, jobInfo);
}

import { toError } from '../../domain/errors.js';
import type { UnlistedAccount } from '../../paging/cursor/progress.js';
import { sourceId } from '../../paging/cursor/state.js';
import type { ProviderAccount } from '../../providers/provider.js';
import type { AccountFreshness, ListKey } from '../../store/store.js';
import { readClusterList } from '../../sync/read-cluster-list.js';
import type { GraphContext } from '../context.js';
import type { JobSelection } from '../filters.js';
import type { StoreUse } from './staleness.js';
import { windowMsOf } from './time-windows.js';

/** The lists of one account, divided into those read from the store and those read live. */
export interface AccountLists {
  readonly provider: ProviderAccount;
  /** Lists whose copy is too old. */
  readonly live: readonly ListKey[];
  /** The store has copies that are fresh enough. */
  readonly isStored: boolean;
  readonly unlisted: readonly UnlistedAccount[];
  /** The time at which the oldest used copy was read. */
  readonly asOf: number;
  /** Some stored list is known back to this creation time only. */
  readonly since?: number | undefined;
}

/** Decides for one account. The cluster list is needed too: if its copy is too old, it is read live. */
export async function accountLists(
  context: GraphContext,
  use: StoreUse,
  selection: JobSelection,
  provider: ProviderAccount,
  known: AccountFreshness | undefined,
): Promise<AccountLists> {
  const { store, cutoff } = use;
  const { name: account } = provider.account;
  let freshness = known;
  let clustersAsOf = use.startedAt;
  if (!provider.knownJobScopes) {
    if (known && known.clustersReadAt >= cutoff) clustersAsOf = known.clustersReadAt;
    else {
      const error = await readClusterList({ ...context, ...use, provider }).then(() => undefined, toError);
      if (error) return { provider, live: [], isStored: false, unlisted: [{ space: account, error }], asOf: Infinity };
      freshness = (await store.freshness([account], cutoff)).get(account);
    }
  }
  const hasOlderLists = freshness?.hasOlderLists === true;
  const stale = hasOlderLists ? await store.listsReadBefore(account, 'jobs', cutoff, Number.MAX_SAFE_INTEGER) : [];
  const missing = await missingLists(use, provider);
  // Read again: a list that was written in the meantime counts as stored.
  if (hasOlderLists || provider.knownJobScopes) freshness = (await store.freshness([account], cutoff)).get(account);
  const { oldestReading = null, completeSince = null } = freshness ?? {};
  const short = await listsThatReachTooShort(context, use, selection, provider);
  const live: ListKey[] = [...stale, ...missing, ...short].map(({ scope }) => ({ account, kind: 'jobs', scope }));
  return {
    provider,
    live,
    isStored: oldestReading !== null && short.length === 0,
    unlisted: [],
    asOf: Math.min(clustersAsOf, oldestReading ?? Infinity),
    since: windowMsOf(context, provider) === undefined ? (completeSince ?? undefined) : undefined,
  };
}

/** Configured scopes without a copy in the store. */
async function missingLists({ store }: StoreUse, provider: ProviderAccount): Promise<readonly ListKey[]> {
  const keys = (provider.knownJobScopes ?? []).map((scope): ListKey => ({
    account: provider.account.name,
    kind: 'jobs',
    scope,
  }));
  const states = await Promise.all(keys.map((key) => store.list(key)));
  return keys.filter((_, index) => !states[index]);
}

/** A list that is read by time windows, if the search starts before the oldest stored time. It is read live then. */
export async function listsThatReachTooShort(
  context: GraphContext,
  { store, cutoff }: StoreUse,
  { range }: JobSelection,
  provider: ProviderAccount,
): Promise<readonly ListKey[]> {
  if (range.from === undefined || windowMsOf(context, provider) === undefined) return [];
  const key: ListKey = { account: provider.account.name, kind: 'jobs', scope: '' };
  const state = await store.list(key);
  const isUsed = state !== null && state.readAt >= cutoff;
  return isUsed && (state.reachesBackTo ?? Infinity) > range.from ? [key] : [];
}

/** Stored lists at another position than the walk. A list's key may contain its filter. */
export async function laggingLists(
  { operation }: GraphContext,
  { store, cutoff, lags }: StoreUse,
  { statuses }: JobSelection,
  accounts: readonly AccountLists[],
): Promise<readonly { readonly account: AccountLists; readonly key: ListKey }[]> {
  const found = await Promise.all(
    accounts.map(async (account) => {
      const { provider, live } = account;
      const states = await store.listsReadBefore(provider.account.name, 'jobs', Infinity, Number.MAX_SAFE_INTEGER);
      return states
        .filter(({ readAt, scope }) => readAt >= cutoff && !live.some((list) => list.scope === scope))
        .filter(({ scope }) => lags.has(sourceId(provider.jobs(operation, scope, statuses).key)))
        .map((key) => ({ account, key }));
    }),
  );
  return found.flat();
}

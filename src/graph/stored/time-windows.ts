import type { Sources } from '../../paging/connection-page.js';
import type { ProviderAccount } from '../../providers/provider.js';
import type { RowFilter } from '../../store/store.js';
import type { GraphContext } from '../context.js';
import type { JobSelection } from '../filters.js';
import type { StoreUse } from './staleness.js';

/** Without a lower bound a list by time windows shows its newest window, stored and live alike. */
export function windowOf(
  context: GraphContext,
  { pin }: StoreUse,
  { range }: JobSelection,
  providers: readonly ProviderAccount[],
): Pick<Sources<never>, 'pin' | 'since'> {
  const windows = providers.flatMap((provider) => windowMsOf(context, provider) ?? []);
  if (range.from !== undefined || windows.length === 0) return {};
  return { pin, since: Math.min(pin, range.before ?? Infinity) - Math.min(...windows) };
}

export function windowMsOf({ operation }: GraphContext, provider: ProviderAccount): number | undefined {
  return provider.jobScope === 'account' ? provider.jobs(operation, '').style.windowMs : undefined;
}

export function boundOf(
  context: GraphContext,
  { pin }: StoreUse,
  range: JobSelection['range'],
  provider: ProviderAccount,
): RowFilter['accounts'][number] {
  const windowMs = windowMsOf(context, provider);
  const { name } = provider.account;
  if (range.from !== undefined || windowMs === undefined) return { name };
  return { name, from: Math.min(pin, range.before ?? Infinity) - windowMs };
}

/** How far back a page is complete: to the newest window, and to the rows that a list with an end of its own could reach. */
export function completenessOf(
  context: GraphContext,
  use: StoreUse,
  selection: JobSelection,
  lists: readonly { readonly provider: ProviderAccount; readonly since?: number | undefined }[],
): Pick<Sources<never>, 'pin' | 'since'> {
  const providers = lists.map(({ provider }) => provider);
  const window = windowOf(context, use, selection, providers);
  const { from = -Infinity } = selection.range;
  const since = Math.max(window.since ?? -Infinity, ...lists.map((list) => list.since ?? -Infinity));
  return since > from ? { ...window, since } : window;
}

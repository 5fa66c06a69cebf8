import { CloudProvider } from '../generated/enums.js';
import type { ClusterJobStatus, FleetJobFilter } from '../generated/graphql.js';

export const HOURS = [1, 6, 24] as const;
/** Failures first. */
export const STATUSES = ['FAILED', 'RUNNING', 'PENDING', 'UNKNOWN', 'SUCCEEDED'] as const satisfies ClusterJobStatus[];
export const PROVIDERS = Object.values(CloudProvider);

/** The selected filters and time range. The page's address contains them, so that a view can be shared. */
export interface View {
  readonly hours: (typeof HOURS)[number];
  /** Empty lists: all. */
  readonly accounts: readonly string[];
  readonly providers: readonly CloudProvider[];
  readonly statuses: readonly ClusterJobStatus[];
  readonly actions: readonly string[];
  /** Ids. */
  readonly clusters: readonly string[];
  /** A part of the name of a cluster, of the action or of the reason. */
  readonly text: string;
}

export const EVERYTHING: View = {
  hours: 24,
  accounts: [],
  providers: [],
  statuses: [],
  actions: [],
  clusters: [],
  text: '',
};

/** `?hours=6&account=a&account=b&status=FAILED`. Words that are not known are left out. */
export function readView(search: string): View {
  const query = new URLSearchParams(search);
  const known = <Word extends string>(name: string, words: readonly Word[]) => {
    const given = query.getAll(name).map((word) => word.toUpperCase());
    return words.filter((word) => given.includes(word));
  };
  return {
    hours: HOURS.find((hours) => String(hours) === query.get('hours')) ?? EVERYTHING.hours,
    accounts: query.getAll('account'),
    providers: known('provider', PROVIDERS),
    statuses: known('status', STATUSES),
    actions: query.getAll('action'),
    clusters: query.getAll('cluster'),
    text: query.get('text') ?? '',
  };
}

/** The query of the address, with `?`; `''` for the view without filters. */
export function writeView(view: View): string {
  const query = new URLSearchParams();
  if (view.hours !== EVERYTHING.hours) query.set('hours', String(view.hours));
  for (const account of view.accounts) query.append('account', account);
  for (const provider of view.providers) query.append('provider', provider);
  for (const status of view.statuses) query.append('status', status);
  for (const action of view.actions) query.append('action', action);
  for (const cluster of view.clusters) query.append('cluster', cluster);
  if (view.text !== '') query.set('text', view.text);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The filter for the server. Statuses and text are left out, because the page selects by them itself. */
export function toFilter({ accounts, providers, actions, clusters }: View): FleetJobFilter {
  return {
    ...(accounts.length > 0 && { accounts: [...accounts] }),
    ...(providers.length > 0 && { providers: [...providers] }),
    ...(actions.length > 0 && { actions: [...actions] }),
    ...(clusters.length > 0 && { clusters: [...clusters] }),
  };
}

/** Whether a filter other than the time range is set. */
export function isFiltered(view: View): boolean {
  return writeView({ ...view, hours: EVERYTHING.hours }) !== '';
}

/** Whether the view shows jobs of some of these statuses. */
export function showsAny({ statuses }: View, some: readonly ClusterJobStatus[]): boolean {
  return statuses.length === 0 || statuses.some((status) => some.includes(status));
}

import type { Problem } from '../endpoint/problem.js';
import type { ClusterJobStatus, FleetAccountsQuery } from '../generated/graphql.js';
import type { Job } from './job.js';
import type { JobsRead } from './read-jobs.js';

export type Account = FleetAccountsQuery['cloudAccounts'][number];

/** The state of the fleet page. */
export interface FleetState {
  readonly accounts: readonly Account[];
  /** By id: those of the time range, and all that are still open. */
  readonly jobs: ReadonlyMap<string, Job>;
  readonly isLoading: boolean;
  /** The last reading, without its jobs. `undefined` until the first one. */
  readonly reading: Omit<JobsRead, 'jobs'> | undefined;
  /** The server's numbers, if there are more jobs than the page loads. `null`: the server cannot count them. */
  readonly totals: Totals | undefined;
  /** `live`: changes arrive as they happen. `polling`: the server has no store, so the page reads again and again. */
  readonly updates: 'starting' | 'live' | 'reconnecting' | 'polling';
  readonly problem: Problem | undefined;
}

export type Totals = Readonly<Record<ClusterJobStatus | 'all', number | null>>;

export const INITIAL: FleetState = {
  accounts: [],
  jobs: new Map(),
  isLoading: true,
  reading: undefined,
  totals: undefined,
  updates: 'starting',
  problem: undefined,
};

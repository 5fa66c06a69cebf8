/** The definition of an instrument. docs/telemetry.md has a row for each. */
export interface Instrument {
  readonly name: string;
  readonly kind: 'counter' | 'upDownCounter' | 'histogram' | 'gauge';
  /** In UCUM, as OpenTelemetry writes units. */
  readonly unit: string;
  readonly description: string;
  /** Bounds of a histogram's buckets. */
  readonly buckets?: readonly number[];
}

/** The bounds that OpenTelemetry's semantic conventions recommend for durations of HTTP requests. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** All instruments. */
export const INSTRUMENTS = {
  requestDuration: {
    name: 'http.server.request.duration',
    kind: 'histogram',
    unit: 's',
    description: 'Duration of requests to Jobgraph.',
    buckets: SECONDS,
  },
  activeRequests: {
    name: 'http.server.active_requests',
    kind: 'upDownCounter',
    unit: '{request}',
    description: 'Requests to Jobgraph in progress.',
  },
  phaseDuration: {
    name: 'jobgraph.operation.phase.duration',
    kind: 'histogram',
    unit: 's',
    description: 'Duration of the phases of GraphQL operations.',
    buckets: SECONDS,
  },
  operationErrors: {
    name: 'jobgraph.operation.errors',
    kind: 'counter',
    unit: '{error}',
    description: 'Errors in GraphQL responses.',
  },
  attemptDuration: {
    name: 'http.client.request.duration',
    kind: 'histogram',
    unit: 's',
    description: 'Duration of attempts at providers, from signing to the last byte.',
    buckets: SECONDS,
  },
  calls: {
    name: 'jobgraph.upstream.calls',
    kind: 'counter',
    unit: '{attempt}',
    description: 'Attempts at providers by the reason for which they were made.',
  },
  waits: {
    name: 'jobgraph.upstream.wait.duration',
    kind: 'histogram',
    unit: 's',
    description: 'Waits of attempts before they were sent.',
    buckets: SECONDS,
  },
  failedCalls: {
    name: 'jobgraph.upstream.failures',
    kind: 'counter',
    unit: '{call}',
    description: 'Calls to providers that failed after all their attempts.',
  },
  preventedCalls: {
    name: 'jobgraph.upstream.prevented',
    kind: 'counter',
    unit: '{call}',
    description: 'Calls that ended without a further attempt, for a reason on this side.',
  },
  joinedCalls: {
    name: 'jobgraph.upstream.joined',
    kind: 'counter',
    unit: '{call}',
    description: 'Calls that were saved because an equal one was in flight.',
  },
  running: {
    name: 'jobgraph.upstream.running',
    kind: 'gauge',
    unit: '{attempt}',
    description: 'Attempts in flight.',
  },
  queued: {
    name: 'jobgraph.upstream.queued',
    kind: 'gauge',
    unit: '{attempt}',
    description: 'Attempts that wait for others of their account to end.',
  },
  budgetLeft: {
    name: 'jobgraph.account.budget.left',
    kind: 'gauge',
    unit: '1',
    description: "The part of an account's configured rate that is left.",
  },
  breakerState: {
    name: 'jobgraph.breaker.state',
    kind: 'gauge',
    unit: '',
    description: '1 while the circuit breaker of an account is open, else 0.',
  },
  guardState: {
    name: 'jobgraph.guard.state',
    kind: 'gauge',
    unit: '',
    description: '1 while the access key or password of an account is not used because it was rejected, else 0.',
  },
  rowsExamined: {
    name: 'jobgraph.rows.examined',
    kind: 'counter',
    unit: '{row}',
    description: 'Rows that were compared with the filters of lists.',
  },
  rowsReturned: {
    name: 'jobgraph.rows.returned',
    kind: 'counter',
    unit: '{row}',
    description: 'Rows of pages.',
  },
  rereadLists: {
    name: 'jobgraph.lists.reread',
    kind: 'counter',
    unit: '{list}',
    description: 'Lists that were read again as a whole because they were out of order.',
  },
  unavailableSources: {
    name: 'jobgraph.sources.unavailable',
    kind: 'counter',
    unit: '{source}',
    description: 'Lists that could not be read for a page.',
  },
  walksGivenUp: {
    name: 'jobgraph.walks.given_up',
    kind: 'counter',
    unit: '{page}',
    description:
      'Pages that ended before they were full, at limits.scanRows or limits.upstreamCalls, or near the deadline.',
  },
  renewals: {
    name: 'jobgraph.credential.renewals',
    kind: 'counter',
    unit: '{request}',
    description: 'Requests for temporary keys and tokens.',
  },
  staleness: {
    name: 'jobgraph.store.staleness',
    kind: 'gauge',
    unit: 's',
    description: 'Age of the oldest stored copy of a list.',
  },
  readings: {
    name: 'jobgraph.store.readings',
    kind: 'counter',
    unit: '{reading}',
    description: 'Lists that were read in the background.',
  },
  storeSize: {
    name: 'jobgraph.store.size',
    kind: 'gauge',
    unit: 'By',
    description: 'Size of the store with its indexes.',
  },
  storeState: {
    name: 'jobgraph.store.state',
    kind: 'gauge',
    unit: '',
    description: '1 while the store is open, 0 while it cannot be reached.',
  },
  storeFailures: {
    name: 'jobgraph.store.failures',
    kind: 'counter',
    unit: '{statement}',
    description: 'Statements that the store could not execute.',
  },
} as const satisfies Readonly<Record<string, Instrument>>;

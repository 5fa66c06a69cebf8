/** One run of the load generator. */
export interface LoadOrder {
  readonly port: number;
  /** Request bodies as JSON, sent in turn, starting at index `first`. */
  readonly bodies: readonly string[];
  readonly first: number;
  /** The expected length of each response. */
  readonly bytes: readonly number[];
  readonly connections: number;
  readonly until: Until;
  /** Whether all connections send at once and wait for each other before the next request. */
  readonly isBurst: boolean;
}

/** When a run ends: after a time, or after a number of requests. */
export type Until = { readonly seconds: number } | { readonly requests: number };

export interface LoadReport {
  readonly requests: number;
  readonly seconds: number;
  /** Responses with another status or length than expected. */
  readonly wrong: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

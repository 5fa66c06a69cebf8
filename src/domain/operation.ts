/**
 * One GraphQL operation, as everything below the graph sees it: until when it may run, how many upstream calls it
 * may still make, and whether its caller is still there.
 */
export interface Operation {
  /** The id that callers and log lines share. */
  readonly requestId: string;
  /** Aborted when the caller has gone or the deadline has passed. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970 at which everything must have been answered. */
  readonly deadline: number;
  /** Takes one upstream call from the operation's budget; `false` when `limits.upstreamCalls` is used up. */
  takeCall(): boolean;
  /** Scratch space of one operation, keyed by owner: what must be told apart per operation (a breaker's probe). */
  readonly notes: Map<unknown, unknown>;
}

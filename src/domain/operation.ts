/** Limits of one GraphQL operation that each of its upstream calls is bound by. */
export interface CallScope {
  /** The id that callers and log lines share. */
  readonly requestId: string;
  /** Aborted when the caller has disconnected or the deadline has passed. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970 at which the response must be complete. */
  readonly deadline: number;
  /** Takes one upstream call from the operation's budget; `false` when `limits.upstreamCalls` is used up. */
  takeCall(): boolean;
}

/** One GraphQL operation, as every layer below the graph sees it. */
export interface Operation extends CallScope {
  /** The caller has disconnected or the deadline has passed: no new work may start. */
  readonly hasEnded: boolean;
  /** Calls the listener once when the operation ends. Cheaper than `signal`, which hundreds of calls may watch. */
  onEnd(listener: OperationEndListener): Registration;
}

/** Listener for the end of an operation. */
export interface OperationEndListener {
  operationEnded(): void;
}

export interface Registration {
  remove(): void;
}

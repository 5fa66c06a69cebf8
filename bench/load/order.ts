/** What the load generator is asked to do. */
export interface LoadOrder {
  readonly port: number;
  /** Requests as JSON, sent in turn, beginning with that number. */
  readonly bodies: readonly string[];
  readonly first: number;
  /** How long the answers must be. */
  readonly bytes: readonly number[];
  readonly connections: number;
  readonly seconds: number;
  /** All connections at once, then all again. */
  readonly isBurst: boolean;
}

export interface LoadReport {
  readonly requests: number;
  readonly seconds: number;
  /** Answers of another status or length than expected. */
  readonly wrong: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

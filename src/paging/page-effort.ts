/** The work that one page took, for metrics. */
export interface PageEffort {
  /** The search stopped before the page was full: its time or `limits.scanRows` was used up. */
  readonly isGivenUp: boolean;
  readonly sources: readonly SourceEffort[];
  readonly failures: readonly { readonly space: string; readonly error: Error }[];
}

interface SourceEffort {
  readonly space: string;
  /** Rows that were compared with the filter. */
  readonly rowsExamined: number;
  readonly rowsReturned: number;
  /** The list was out of order and was read again as a whole. */
  readonly isReread: boolean;
}

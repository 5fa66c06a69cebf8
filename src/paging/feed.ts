import type { PaginationStyle } from './list/pagination-style.js';

/**
 * One row of an upstream list. `time` is its creation in milliseconds since 1970; `Infinity` for one that has not
 * started. `identity` names it in its account and never changes; rows without an own identity may share one if the
 * feed says so (`twins`).
 */
export interface Row<T> {
  readonly time: number;
  readonly identity: string;
  readonly value: T;
}

/** A span of time in milliseconds since 1970, whole seconds, `from` < `to`. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** The parameters of one upstream call, as the endpoint's dialect counts them. */
export interface PageRequest {
  readonly offset: number;
  readonly limit: number;
  /** Only where the dialect has windows. */
  readonly window?: TimeWindow | undefined;
}

/** What one upstream call returned: its rows as the provider ordered them, `null`s left out. */
export interface Page<T> {
  readonly rows: readonly Row<T>[];
  /** How many rows the provider says the list has, where it says so. Not to be trusted. */
  readonly total?: number | undefined;
  /** The provider's clock (its `Date` header), milliseconds since 1970. */
  readonly serverTime?: number | undefined;
}

/** One upstream list, addressed by offset, newest row first. */
export interface Feed<T> {
  /** Names the list among all lists of all accounts; the same at every replica and after a restart. */
  readonly key: string;
  readonly style: PaginationStyle;
  /** Rows may share identity and time; they are told apart by counting from the end of the list (DWS). */
  readonly twins?: boolean;
  /**
   * Makes one upstream call. `'refused'`: the provider refuses an offset beyond its documented reach.
   * Rejects with an UpstreamError.
   */
  fetch(request: PageRequest): Promise<Page<T> | 'refused'>;
}

import type { PaginationStyle } from './list/pagination-style.js';

/**
 * One row of an upstream list. `identity` identifies it within its account and never changes. Rows without an identity
 * of their own may share one if the feed allows it (`twins`).
 */
export interface Row<T> {
  /**
   * Creation time in milliseconds since 1970; `Infinity` for a row that has not started. `undefined`: the provider
   * gives no time, or one in an unknown format. Such a row is listed at the time of the row above it in the provider's
   * list.
   */
  readonly time: number | undefined;
  readonly identity: string;
  readonly value: T;
}

/** A span of time in milliseconds since 1970, whole seconds, `from` < `to`. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** The parameters of one upstream call, in the units of the endpoint's pagination style. */
export interface PageRequest {
  readonly offset: number;
  readonly limit: number;
  /** Only if the pagination style has time windows. */
  readonly window?: TimeWindow | undefined;
}

/** The result of one upstream call: its rows in the provider's order. */
export interface Page<T> {
  readonly rows: readonly Row<T>[];
  /**
   * The number of `null` entries in the response. They are not rows and are not in `rows`; the offset of the next call
   * does not count them. A page is short only if its rows and these are fewer than the limit. Default 0.
   */
  readonly nulls?: number | undefined;
  /** The total that the provider reports, if it reports one. It may be wrong. */
  readonly total?: number | undefined;
  /** The provider's clock (its `Date` header), milliseconds since 1970. */
  readonly serverTime?: number | undefined;
}

/** One upstream list, addressed by offset, newest row first. */
export interface Feed<T> {
  /** Identifies the list among all lists of all accounts; the same at every replica and after a restart. */
  readonly key: string;
  readonly style: PaginationStyle;
  /** Rows may share identity and time; they are numbered from the end of the list (DWS). */
  readonly twins?: boolean;
  /**
   * Makes one upstream call. `'rejected'`: the provider rejects the parameters, because the offset is beyond its reach
   * or the limit is larger than it accepts. Rejects with an UpstreamError.
   */
  fetch(request: PageRequest): Promise<Page<T> | 'rejected'>;
}

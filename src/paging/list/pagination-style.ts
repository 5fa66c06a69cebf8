/** How one list endpoint reads its paging parameters, as data. A style belongs to an endpoint, not to a provider. */
export interface PaginationStyle {
  /** Identifies the endpoint, such as `css.listClusters`: what is learned about its limits is stored under this name. */
  readonly endpoint: string;
  /** The provider's own sentences on which the style rests. */
  readonly documentation: string;
  /**
   * What the offset counts: `row` numbers, `page` numbers (multiples of the limit), or `whole`: one call returns the
   * whole list and there is no offset.
   */
  readonly unit: 'row' | 'page' | 'whole';
  /** The offset of the first row or page. */
  readonly origin: 0 | 1;
  /** The limits that the endpoint accepts: a range, or a few numbers. */
  readonly limits: LimitRange | readonly number[];
  /** The largest offset (as sent) that the documentation allows. Larger offsets are tried; a rejection is the wall. */
  readonly reach?: number;
  /** The list takes a start and an end time, at most this many milliseconds apart. Both are always sent. */
  readonly windowMs?: number;
}

export interface LimitRange {
  readonly min: number;
  readonly max: number;
}

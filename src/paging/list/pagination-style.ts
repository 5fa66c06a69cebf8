/**
 * How one list endpoint reads its paging parameters. A dialect is data; it belongs to an endpoint, not to a provider.
 * The provider's own sentence stands in `proof`.
 */
export interface PaginationStyle {
  readonly documentation: string;
  /**
   * What the offset counts: `row` numbers, `page` numbers (multiples of the limit), or `whole`: one call returns
   * the whole list and there is no offset.
   */
  readonly unit: 'row' | 'page' | 'whole';
  /** The offset of the first row or page. */
  readonly origin: 0 | 1;
  /** The limits that the endpoint takes: any number in a range, or one of a few. */
  readonly limits: LimitRange | readonly number[];
  /**
   * The largest offset (as sent) that the documentation promises. Further offsets are tried; a refusal is the wall.
   */
  readonly reach?: number;
  /** The list takes a start and an end time at most this many milliseconds apart, and both are always sent. */
  readonly windowMs?: number;
}

export interface LimitRange {
  readonly min: number;
  readonly max: number;
}

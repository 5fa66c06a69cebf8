/** What a list did that no list may do. The graph turns it into an UpstreamError of the account it belongs to. */
export class ListFault extends Error {
  override readonly name = 'ListFault';

  constructor(
    readonly code: 'UPSTREAM_INVALID' | 'UPSTREAM_LIMIT',
    message: string,
  ) {
    super(message);
  }
}

/** Rows that are not in the order of their times: the list can only be read whole and sorted here. */
export class Disorder extends Error {
  override readonly name = 'Disorder';
}

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

/** A list that was taken to be in order, and partly walked, is not: the walk has to begin anew over what was read. */
export class LateDisorder extends Error {
  override readonly name = 'LateDisorder';
}

/** Rows that are not in the order of their times: the list can only be read whole and sorted here. */
export class Disorder extends Error {
  override readonly name = 'Disorder';
}

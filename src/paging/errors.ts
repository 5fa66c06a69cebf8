/** A list broke a rule that every list must keep. The graph turns it into an UpstreamError of the list's account. */
export class ListFault extends Error {
  override readonly name = 'ListFault';

  constructor(
    readonly code: 'UPSTREAM_INVALID' | 'UPSTREAM_LIMIT',
    message: string,
  ) {
    super(message);
  }
}

/**
 * A list that was assumed to be in order, and partly returned, is out of order: the page must start again over what was
 * read.
 */
export class LateDisorder extends Error {
  override readonly name = 'LateDisorder';
}

/** Rows are not in the order of their times: the list must be read whole and sorted here. */
export class Disorder extends Error {
  override readonly name = 'Disorder';
}

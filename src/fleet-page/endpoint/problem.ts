/** The reason why the endpoint returned no data, as a text for the reader of the page. */
export interface Problem {
  readonly title: string;
  /** The advice for the reader. */
  readonly advice: string;
  /** `credential`: only another token helps. `request`: only another request helps. `passing`: the page tries again. */
  readonly kind: 'credential' | 'request' | 'passing';
}

export class EndpointError extends Error {
  override readonly name = 'EndpointError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

export interface GraphQLMessage {
  readonly message: string;
  readonly code: string | undefined;
}

export const UNREACHABLE: Problem = {
  title: 'The server cannot be reached.',
  advice: 'Check that it is running and that this machine has a connection to it. The page tries again by itself.',
  kind: 'passing',
};

/** The problem behind an HTTP status without data. `messages` are those of the body, if it has any. */
export function problemOf(status: number, messages: readonly GraphQLMessage[]): Problem {
  const [first] = messages;
  const said = first?.message ?? `The server responded with status ${status}.`;
  if (status === 401 || first?.code === 'UNAUTHENTICATED') {
    return { title: said, advice: 'Enter a valid token at the top of the page.', kind: 'credential' };
  }
  if (status === 403 || first?.code === 'FORBIDDEN') {
    return { title: said, advice: 'Request access to accounts from the issuer of the token.', kind: 'credential' };
  }
  if (status === 421) {
    return { title: said, advice: 'Open this page by such a name, or change the configuration.', kind: 'request' };
  }
  if (first?.code === 'GRAPHQL_VALIDATION_FAILED') {
    const title = 'This page and the server are of different releases.';
    return { title, advice: `Reload the page. The server reports: ${said}`, kind: 'request' };
  }
  if (status === 429 || status >= 500 || first?.code === 'INTERNAL_SERVER_ERROR') {
    return {
      title: said,
      advice: 'The page tries again by itself. If this lasts, see the log of the server.',
      kind: 'passing',
    };
  }
  return { title: said, advice: 'Change the filters, or choose a shorter time range.', kind: 'request' };
}

export function toProblem(error: unknown): Problem {
  if (error instanceof EndpointError) return error.problem;
  const said = error instanceof Error ? error.message : String(error);
  return { title: `The page has failed: ${said}`, advice: 'Reload the page.', kind: 'request' };
}

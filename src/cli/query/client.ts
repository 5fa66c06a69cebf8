import { CommandError } from '../command-error.js';
import { type Answer, isObject, type JsonObject } from './answer.js';
import type { Versions } from './paging.js';

export type Ask = (query: string, variables: JsonObject) => Promise<Answer>;

/** Asks a server over HTTP. Rejects with a CommandError, status 1, where no GraphQL answer comes back. */
export function createAsk(endpoint: URL, headers: readonly (readonly [string, string])[]): Ask {
  const sent = new Headers(headers.map(([name, text]): [string, string] => [name, text]));
  sent.set('content-type', 'application/json');
  sent.set('accept', 'application/graphql-response+json, application/json');
  const where = `${endpoint.origin}${endpoint.pathname}`;
  return async (query, variables) => {
    // A redirect could carry credentials to somebody else.
    const options: RequestInit = { method: 'POST', headers: sent, redirect: 'error' };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(endpoint, { ...options, body }).catch((error: unknown) => {
      throw new CommandError(`${where} cannot be reached${reasonOf(error)}.`, 1);
    });
    const answer = await response.json().catch(() => undefined);
    if (isAnswer(answer)) return answer;
    throw new CommandError(`${where} answered ${response.status}, and that is no GraphQL answer.`, 1);
  };
}

/** Asks the fullest version of a query that the server knows. */
export function createVersionedAsk(ask: Ask, versions: Versions): (variables: JsonObject) => Promise<Answer> {
  let left = versions;
  return async (variables) => {
    for (;;) {
      const [text = '', ...others] = left;
      const answer = await ask(text, variables);
      // Without data nothing was executed.
      const isKnown = answer.data !== undefined || others.length === 0;
      left = isKnown ? [text] : others;
      if (isKnown) return answer;
    }
  };
}

function isAnswer(value: unknown): value is Answer {
  if (!isObject(value)) return false;
  const { data, errors } = value;
  return (data !== undefined || errors !== undefined) && (errors === undefined || Array.isArray(errors));
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
}

import type { TypedDocumentString } from '../generated/graphql.js';
import { EndpointError, type GraphQLMessage, problemOf, UNREACHABLE } from './problem.js';
import { readEvents, type StreamEvent } from './read-events.js';

/** A result with data. It may have errors too: a failure of one source leaves the rest. */
export interface Result<Data> {
  readonly data: Data;
  readonly messages: readonly GraphQLMessage[];
}

/** The server's public endpoint. Its methods reject with an `EndpointError`, or with an `AbortError`. */
export interface Endpoint {
  query<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
    signal: AbortSignal,
  ): Promise<Result<Data>>;
  /** Calls `onOpen` when the server has accepted the subscription. Ends when the connection does. */
  subscribe<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
    signal: AbortSignal,
    onOpen: () => void,
  ): AsyncGenerator<Data, void>;
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** `token`: read at each request; `''` is none. It is a bearer token, or the secret that a router sends. */
export function createEndpoint(url: string, token: string): Endpoint {
  // Both forms of authentication that a server can have; each ignores the other's header.
  const credential = token === '' ? {} : { authorization: `Bearer ${token}`, 'router-authorization': token };

  async function send(document: string, variables: unknown, accept: string, signal: AbortSignal): Promise<Response> {
    const headers = { accept, 'content-type': 'application/json', ...credential };
    const body = JSON.stringify({ query: document, variables });
    try {
      return await fetch(url, { method: 'POST', headers, body, signal });
    } catch (error) {
      throw toUnreachable(error, signal);
    }
  }

  return {
    query: async <Data, Variables>(
      document: TypedDocumentString<Data, Variables>,
      variables: Variables,
      signal: AbortSignal,
    ) => {
      const response = await send(document.toString(), variables, 'application/json', signal);
      return toResult<Data>(response.status, await readBody(response, signal));
    },
    subscribe: async function* <Data, Variables>(
      document: TypedDocumentString<Data, Variables>,
      variables: Variables,
      signal: AbortSignal,
      onOpen: () => void,
    ) {
      const response = await send(document.toString(), variables, 'text/event-stream', signal);
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
      if (!isStream || response.body === null) {
        toResult(response.status, await readBody(response, signal));
        throw new EndpointError(
          problemOf(400, [{ message: 'The server has no subscriptions.', code: 'BAD_USER_INPUT' }]),
        );
      }
      let isOpen = false;
      for await (const { event, data } of untilBroken(readEvents(response.body), signal)) {
        if (event === 'complete') return;
        if (event === 'next') {
          const { data: value } = toResult<Data>(200, parseBody(data));
          yield value;
        }
        if (!isOpen) onOpen();
        isOpen = true;
      }
    },
  };
}

/** The error of a connection that cannot be opened, or that breaks. Throws if the page ended the request itself. */
function toUnreachable(error: unknown, signal: AbortSignal): EndpointError {
  signal.throwIfAborted();
  return new EndpointError({ ...UNREACHABLE, advice: `${UNREACHABLE.advice} (${String(error)})` });
}

async function* untilBroken(events: AsyncGenerator<StreamEvent, void>, signal: AbortSignal) {
  try {
    yield* events;
  } catch (error) {
    throw toUnreachable(error, signal);
  }
}

async function readBody(response: Response, signal: AbortSignal): Promise<Body> {
  const text = await response.text().catch((error: unknown) => {
    throw toUnreachable(error, signal);
  });
  try {
    return parseBody(text);
  } catch {
    return {};
  }
}

function parseBody(text: string): Body {
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}

function toResult<Data>(status: number, { data, errors = [] }: Body): Result<Data> {
  const messages = errors.map(({ message, extensions }) => ({ message, code: extensions?.code }));
  if (status !== 200 || data === undefined || data === null) throw new EndpointError(problemOf(status, messages));
  return { data: data as Data, messages };
}

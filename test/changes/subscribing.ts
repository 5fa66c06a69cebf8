import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

export const FIELDS = 'cursor kind previousStatus job { nativeId status account { name } }';

export interface Change {
  readonly cursor: string;
  readonly kind: string;
  readonly previousStatus: string | null;
  readonly job: { readonly nativeId: string; readonly status: string; readonly account: { readonly name: string } };
}

export interface Variables {
  readonly after?: unknown;
  readonly filter?: unknown;
  readonly status?: unknown;
}

export interface Received {
  readonly changes: Change[];
  readonly errors: unknown[];
  /** `complete`, a WebSocket's close code, or `failed`. */
  readonly end: () => unknown;
  /** Resolves when this many changes are received, or the subscription has ended. */
  readonly until: (count: number) => Promise<Received>;
  readonly ended: Promise<unknown>;
  readonly stop: () => void;
}

export interface Subscriber {
  readonly endpoint: URL;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly query?: string;
}

const QUERY = `subscription ($after: String, $filter: FleetJobFilter) {
  clusterJobChanges(after: $after, filter: $filter) { ${FIELDS} }
}`;

export const TRANSPORTS = { WebSocket: overWebSocket, 'Server-Sent Events': overSse } as const;

export function overWebSocket({ endpoint, headers, query = QUERY }: Subscriber, variables: Variables = {}): Received {
  const url = endpoint.href.replace(/^http/, 'ws');
  const client = createWsClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(headers && { connectionParams: headers }),
  });
  onTestFinished(() => client.dispose());
  return collect((sink) => client.subscribe({ query, variables: { ...variables } }, sink));
}

export function overSse({ endpoint, headers, query = QUERY }: Subscriber, variables: Variables = {}): Received {
  const client = createSseClient({ url: endpoint.href, retryAttempts: 0, ...(headers && { headers: { ...headers } }) });
  onTestFinished(() => {
    client.dispose();
  });
  return collect((sink) => client.subscribe({ query, variables: { ...variables } }, sink));
}

interface Sink {
  next(result: { readonly data?: unknown; readonly errors?: readonly unknown[] | undefined }): void;
  error(error: unknown): void;
  complete(): void;
}

function collect(subscribe: (sink: Sink) => () => void): Received {
  const changes: Change[] = [];
  const errors: unknown[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<unknown>();
  let end: unknown;
  const finish = (how: unknown) => {
    end ??= how;
    resolve(end);
  };
  const stop = subscribe({
    next: ({ data, errors: received = [] }) => {
      errors.push(...received);
      const { clusterJobChanges } = (data ?? {}) as { clusterJobChanges?: Change };
      if (clusterJobChanges) changes.push(clusterJobChanges);
    },
    error: (error) => {
      if (Array.isArray(error)) errors.push(...(error as unknown[]));
      const code = error instanceof Object && 'code' in error ? error.code : 'failed';
      finish(Array.isArray(error) ? 'complete' : code);
    },
    complete: () => {
      finish('complete');
    },
  });
  const received: Received = {
    changes,
    errors,
    end: () => end,
    until: async (count) => {
      while (changes.length < count && end === undefined) await sleep(5);
      return received;
    },
    ended,
    stop,
  };
  return received;
}

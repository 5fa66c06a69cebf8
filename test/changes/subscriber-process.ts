import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A subscriber that may be killed at any moment. It handles a change, by a line in its log, and only then writes the
 * cursor behind it to its state file. Started again, it goes on behind the cursor that it wrote last.
 */
export interface SubscriberOptions {
  readonly transport: 'WebSocket' | 'SSE';
  /** Replicas of the server; each subscription is at one of them, by chance. */
  readonly endpoints: readonly string[];
  readonly filter?: object | undefined;
  readonly log: string;
  readonly state: string;
}

/** The number of changes that were handled, and the cursor behind them. */
export interface SubscriberState {
  readonly count: number;
  readonly cursor: string;
}

/** One change that was handled: the `count`-th. */
export interface HandledChange {
  readonly process: number;
  readonly count: number;
  readonly row: readonly [kind: string, nativeId: string | null, previousStatus: string | null, status: string];
}

interface Received {
  readonly data?: {
    readonly clusterJobChanges?: {
      readonly cursor: string;
      readonly kind: string;
      readonly previousStatus: string | null;
      readonly job: { readonly nativeId: string | null; readonly status: string };
    } | null;
  } | null;
  readonly errors?: readonly { readonly message: string }[] | undefined;
}

const QUERY = `subscription ($after: String, $filter: FleetJobFilter) {
  clusterJobChanges(after: $after, filter: $filter) {
    cursor kind previousStatus job { nativeId status clusters { resourceName name } }
  }
}`;
/** The longest time between handling a change and writing its cursor. */
const HANDLING_MS = 3;
const PAUSE_MS = 60;

const { transport, endpoints, filter, log, state } = JSON.parse(process.argv[2] ?? '') as SubscriberOptions;
let { count, cursor } = JSON.parse(readFileSync(state, 'utf8')) as SubscriberState;

function write(line: object): void {
  appendFileSync(log, `${JSON.stringify({ process: process.pid, ...line })}\n`);
}

/** Each starts faster without the other's package. */
async function connect(url: string): Promise<{ iterate(operation: object): AsyncIterable<unknown> }> {
  if (transport === 'SSE') return (await import('graphql-sse')).createClient({ url, retryAttempts: 0 });
  const { createClient } = await import('graphql-ws/client');
  return createClient({ url: url.replace('http', 'ws'), retryAttempts: 0 });
}

async function subscribe(): Promise<AsyncIterable<Received>> {
  const client = await connect(endpoints[Math.floor(Math.random() * endpoints.length)] ?? '');
  return client.iterate({ query: QUERY, variables: { after: cursor, filter } }) as AsyncIterable<Received>;
}

while (existsSync(state)) {
  try {
    for await (const { data, errors } of await subscribe()) {
      const change = data?.clusterJobChanges;
      if (errors) write({ error: errors[0]?.message });
      if (!change) break;
      const { kind, previousStatus, job } = change;
      write({ count: ++count, row: [kind, job.nativeId, previousStatus, job.status] });
      await sleep(Math.random() * HANDLING_MS);
      cursor = change.cursor;
      writeFileSync(`${state}.new`, JSON.stringify({ count, cursor }));
      renameSync(`${state}.new`, state);
    }
  } catch {
    // The connection was lost: the server, or the store's database, was killed.
  }
  await sleep(Math.random() * PAUSE_MS);
}

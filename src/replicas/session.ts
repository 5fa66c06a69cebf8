import { createHmac } from 'node:crypto';
import { Client } from 'pg';
import { quoteName, toStoreError } from '../store/postgres/database.js';
import { StoreError } from '../store/database.js';

/** A database that takes longer is treated as one that cannot be reached. */
const STATEMENT_MS = 2000;
const RESPONSE_MS = 3000;
const CONNECT_MS = 2000;
const RECONNECT_MS = 500;
const CHANNEL = 'jobgraph_replicas';
/** Serialization failure, deadlock: PostgreSQL has undone the statement, and it may be sent again. */
const REPEATABLE = ': 40';

export type Row = Readonly<Record<string, unknown>>;

/** Watches the connection that replicas share their state through. */
export interface SessionListener {
  /** The database can be used again, or for the first time. Does not reject: a failing statement ends the connection. */
  connected(): Promise<void>;
  /** The database cannot be reached. `reason`: an error code. */
  disconnected(reason: string): void;
  /** A message of a replica, this one included. */
  notified(message: unknown): void;
}

/**
 * One connection to the database for all shared state of replicas. The store has other connections, so that a slow page
 * never delays this one.
 * It connects again by itself.
 */
export class Session {
  readonly #options: { readonly url: string; readonly schema: string };
  readonly #listener: SessionListener;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #hashKey = '';
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  /** Connections so far. */
  count = 0;

  constructor(options: { readonly url: string; readonly schema: string }, listener: SessionListener) {
    this.#options = options;
    this.#listener = listener;
  }

  get isConnected(): boolean {
    return this.#client !== undefined;
  }

  /** The key of an account or a credential in the database. Only while there is or was a connection. */
  hash(text: string): string {
    return createHmac('sha256', this.#hashKey).update(text).digest('base64url');
  }

  /** Connects, and again whenever the connection is lost. Resolves after the first attempt. */
  async start(): Promise<void> {
    if (this.#isClosed) return;
    const client = this.#createClient();
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      const { rows } = await client.query<{ value: string }>(`SELECT value FROM settings WHERE name = 'hash_key'`);
      this.#hashKey = rows[0]?.value ?? '';
    } catch (error) {
      this.#retry(client, error);
      return;
    }
    this.#client = client;
    this.count++;
    await this.#listener.connected();
  }

  /** Runs one statement after those before it. Rejects with a StoreError; the connection is then given up. */
  query(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    const result = this.#last.then(() => this.#run(sql, values));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #run(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    const client = this.#client;
    if (client === undefined) throw new StoreError('PostgreSQL: not connected', { isConnection: true });
    try {
      const { rows } = await client.query<Row>(sql, [...values]);
      return rows;
    } catch (error) {
      const failure = toStoreError(error);
      if (failure.message.includes(REPEATABLE)) return this.#run(sql, values);
      this.#lose(client, error);
      throw failure;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  #createClient(): Client {
    const { url, schema } = this.#options;
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: STATEMENT_MS,
      query_timeout: RESPONSE_MS,
      keepAlive: true,
      application_name: 'jobgraph replica',
      options: `-c search_path=${quoteName(schema)}`,
    });
    client.on('error', (error) => {
      this.#lose(client, error);
    });
    client.on('end', () => {
      this.#lose(client, new StoreError('PostgreSQL: connection lost', { isConnection: true }));
    });
    client.on('notification', ({ payload = '' }) => {
      this.#listener.notified(JSON.parse(payload));
    });
    return client;
  }

  #lose(client: Client, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#retry(client, error);
  }

  #retry(client: Client, error: unknown): void {
    client.end().catch(() => undefined);
    if (this.#isClosed) return;
    this.#listener.disconnected(toStoreError(error).message);
    this.#timer = setTimeout(() => void this.start(), RECONNECT_MS);
    this.#timer.unref();
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { factories } from '../../src/app/composition-root.js';
import { openStore } from '../../src/app/open-store.js';
import { ChangeFeed } from '../../src/changes/change-feed.js';
import type { ClusterJobStatus } from '../../src/domain/job.js';
import { createGraph, formatError } from '../../src/graph/index.js';
import { createLogger } from '../../src/server/logger.js';
import { type RunningServer, type ServerOptions, startServer } from '../../src/server/start.js';
import type { Store } from '../../src/store/store.js';
import { configOf } from '../config/loading.js';
import { CSS, jobList, jobRow } from '../store/rows.js';

/** Nothing is called at this address. */
const account = (name: string) => ({
  name,
  provider: 'huawei-css',
  region: 'r1',
  projectId: 'p1',
  endpoint: 'http://127.0.0.1:9',
  auth: { accessKeyId: 'a', secretAccessKey: 'b' },
});

export const OTHER = { ...CSS, name: 'other' };
const T0 = Date.UTC(2026, 0, 1);

export interface ChangingServer {
  readonly server: RunningServer;
  readonly endpoint: URL;
  readonly store: Store;
  readonly logs: readonly string[];
  /** Writes one change: a job in a new state. Jobs are numbered by when they first appear. */
  readonly change: (identity: string, status?: ClusterJobStatus, account?: string) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Sends a query by POST. */
  readonly post: (query: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
}

export interface ServerSetting {
  /** Keys other than accounts and store. */
  readonly config?: object;
  readonly store?: object | null;
  readonly options?: Partial<Pick<ServerOptions<object>, 'fetchKeys' | 'stallMs' | 'port'>>;
}

/** A server whose store has changes that the test writes. Its cloud does not exist. Closed with the test. */
export async function startChangingServer(setting: ServerSetting = {}): Promise<ChangingServer> {
  const folder = await mkdtemp(join(tmpdir(), 'jobgraph-changes-'));
  const store = setting.store === undefined ? { sqlite: join(folder, 'jobgraph.db') } : setting.store;
  const config = configOf(
    JSON.stringify({ accounts: [account(CSS.name), account(OTHER.name)], ...(store && { store }), ...setting.config }),
  );
  const logs: string[] = [];
  const logger = createLogger(config.log, { write: (line) => void logs.push(line) });
  const providers = await factories.createProviders(config, { logger, environment: {} });
  const handle = await openStore(config, logger);
  const { current } = handle;
  const feed = new ChangeFeed(handle);
  const graph = createGraph(config, providers.accounts, undefined, {
    current,
    changes: current ? feed : undefined,
  });
  const server = await startServer({
    ...graph,
    formatError,
    plugins: [graph.plugin],
    config,
    logger,
    host: '127.0.0.1',
    port: 0,
    ...setting.options,
  });
  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= (async () => {
      await server.close();
      feed.close();
      await handle.close();
      await providers.close();
      await rm(folder, { recursive: true, force: true });
    })());
  onTestFinished(close);
  const endpoint = new URL('graphql', server.url);
  const writer = current && (await createWriter(current));
  return {
    server,
    endpoint,
    get store() {
      if (!current) throw new Error('This server has no store.');
      return current;
    },
    logs,
    close,
    change: async (...words) => writer?.(...words),
    post: (query, headers = {}) =>
      fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      }),
  };
}

/** Writes changes into a store, one list and one reading each. */
export async function createWriter(store: Store): Promise<ChangingServer['change']> {
  const known = new Map<string, number>();
  let startedAt = Date.now();
  for (const name of [CSS.name, OTHER.name]) {
    await store.writeJobs({ list: jobList('c1', name), startedAt, rows: [], readDownTo: -Infinity });
  }
  return async (identity, status = 'RUNNING', name = CSS.name) => {
    const time = known.get(identity) ?? T0 + known.size * 1000;
    known.set(identity, time);
    const row = jobRow(identity, time, status, 'c1', name === CSS.name ? CSS : OTHER);
    await store.writeJobs({ list: jobList('c1', name), startedAt: ++startedAt, rows: [row] });
  };
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { toClusterId } from '../../src/domain/ids.js';
import type { Interceptor } from '../../src/simulator/index.js';
import { samplesOf, serveWithTelemetry, type Running } from '../telemetry/running.js';
import { startPrometheus } from './scraping.js';

const JOBS = '{ clusterJobs(first: 20, filter: { statuses: [FAILED] }) { nodes { id } unavailable { code } } }';
const WAIT = { timeout: 60_000, interval: 500 };

/** Sends queries one after the other until the test is over. */
function keepQuerying({ query }: Running, text: string | (() => string) = JOBS, inParallel = 1): void {
  let isOver = false;
  const run = async () => {
    while (!isOver) await query(typeof text === 'string' ? text : text()).catch(() => undefined);
  };
  const running = Array.from({ length: inParallel }, run);
  onTestFinished(async () => {
    isOver = true;
    await Promise.all(running);
  });
}

/** The names of the alerts that fire, of one account where they have one. */
async function waitForAlert(running: Running, alert: string, account?: string): Promise<void> {
  const prometheus = await startPrometheus(running.metricsUrl().host);
  await vi.waitFor(async () => {
    const labels = account === undefined ? { alertname: alert } : { alertname: alert, jobgraph_account: account };
    expect(await prometheus.firing()).toContainEqual(expect.objectContaining(labels));
  }, WAIT);
}

const throttle: Interceptor = ({ cloud }) =>
  cloud === 'geminidb' ? { status: 429, headers: { 'retry-after': '0' }, body: '' } : undefined;

test('A throttled account fires its alert', async () => {
  const running = await serveWithTelemetry();
  running.clouds.intercept(throttle);
  keepQuerying(running);
  await waitForAlert(running, 'JobgraphAccountThrottled', 'tables');
});

test('A dead cloud fires the alerts of its breaker and of unavailable sources', async () => {
  const running = await serveWithTelemetry();
  running.clouds.intercept(({ cloud }) => (cloud === 'geminidb' ? 'reset' : undefined));
  keepQuerying(running);
  await waitForAlert(running, 'JobgraphProviderFailing', 'tables');
  await waitForAlert(running, 'JobgraphSourcesUnavailable', 'tables');
});

test('A rejected key fires its alert', async () => {
  const running = await serveWithTelemetry({
    accounts: (accounts) =>
      accounts.map((account) =>
        account.provider === 'huawei-css' && account.name === 'search-prod' && 'secretAccessKey' in account.auth
          ? { ...account, auth: { ...account.auth, secretAccessKey: 'wrong-secret' } }
          : account,
      ),
  });
  keepQuerying(running);
  await waitForAlert(running, 'JobgraphCredentialRejected', 'search-prod');
});

test('A rate that is used up fires its alert', async () => {
  const running = await serveWithTelemetry({
    accounts: (accounts) => accounts.map((account) => ({ ...account, rate: { requests: 20, perSeconds: 600 } })),
    limits: { requestTimeoutMs: 1000 },
  });
  keepQuerying(running);
  await waitForAlert(running, 'JobgraphBudgetUsedUp', 'search-prod');
});

test('A server that is busy fires the alert of its errors', async () => {
  const running = await serveWithTelemetry({ limits: { concurrency: 1 } });
  running.clouds.behaviour.delayMs = 50;
  keepQuerying(running, JOBS, 4);
  await waitForAlert(running, 'JobgraphServerErrors');
});

test('Calls that queue fire their alert', async () => {
  const running = await serveWithTelemetry({
    accounts: (accounts) => accounts.map((account) => ({ ...account, concurrency: 1 })),
    limits: { requestTimeoutMs: 20_000 },
  });
  running.clouds.behaviour.delayMs = 100;
  let number = 0;
  // Equal calls would be joined.
  const another = () => {
    const key = { account: 'search-prod', nativeId: `c${number++}`, provider: 'HUAWEI_CSS' } as const;
    return `{ cluster(id: "${toClusterId(key)}") { name } }`;
  };
  keepQuerying(running, another, 80);
  await waitForAlert(running, 'JobgraphQueueGrowing', 'search-prod');
});

test('A store that is not refreshed fires its alert', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-stale-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const store = { sqlite: join(folder, 'jobgraph.db'), refreshSeconds: 1 };
  const first = await serveWithTelemetry({ store });
  await vi.waitFor(async () => {
    expect(samplesOf(await first.scrape(), 'jobgraph_store_readings_total').length).toBeGreaterThan(4);
  }, WAIT);
  await first.close();
  const database = new DatabaseSync(store.sqlite);
  database.exec('UPDATE lists SET read_at = read_at - 3600000 WHERE read_at > 0');
  database.close();
  const running = await serveWithTelemetry({ store });
  running.clouds.intercept(() => 'reset');
  await waitForAlert(running, 'JobgraphStoreStale', 'search-prod');
});

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

/** Panels about what does not happen in this test. */
const EMPTY = new Set([
  'Rate left',
  'Lists read again',
  'Searches given up',
  'Calls without an attempt',
  'Time spent waiting',
  'Credential renewals',
  'Age of stored lists',
  'Background readings',
  'Size of the store',
  'State and failures of the store',
]);

test('A scrape under load finds the series of the dashboard', async () => {
  const running = await serveWithTelemetry({ limits: { upstreamCalls: 500 } });
  running.clouds.intercept(({ cloud }) => (cloud === 'geminidb' ? 'reset' : undefined));
  keepQuerying(running, JOBS, 4);
  keepQuerying(running, '{ clusters(first: 500) { nodes { id jobs(first: 5) { nodes { id } } } } }');
  const prometheus = await startPrometheus(running.metricsUrl().host);
  const text = readFileSync(new URL('../../deploy/grafana/jobgraph.json', import.meta.url), 'utf8');
  const { panels } = JSON.parse(text) as Dashboard;
  await vi.waitFor(async () => {
    const empty: string[] = [];
    for (const { title, targets } of panels.filter((panel) => !EMPTY.has(panel.title))) {
      for (const { expr } of targets) {
        const expression = expr.replaceAll('$__rate_interval', '1m').replaceAll('$account', '.*');
        if ((await prometheus.query(expression)).length === 0) empty.push(title);
      }
    }
    expect(empty).toEqual([]);
  }, WAIT);
});

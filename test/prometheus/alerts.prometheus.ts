import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { toClusterId } from '../../src/domain/ids.js';
import type { Interceptor } from '../../src/simulator/index.js';
import { startPostgres } from '../support/postgres.js';
import { samplesOf, serveWithTelemetry, type Running } from '../telemetry/running.js';
import { JOBS, keepQuerying, withAgency } from './load.js';
import { startPrometheus } from './scraping.js';

const WAIT = { timeout: 60_000, interval: 500 };

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

test('A store that cannot be reached fires its alert', async () => {
  const postgres = await startPostgres();
  if (!postgres) throw new Error('PostgreSQL is not installed.');
  onTestFinished(() => postgres.close());
  const running = await serveWithTelemetry({ store: { postgres: postgres.url, refreshSeconds: 1 } });
  keepQuerying(running, '{ clusters(first: 5, maxStaleness: 60) { nodes { id } } }');
  await vi.waitFor(async () => {
    expect(samplesOf(await running.scrape(), 'jobgraph_store_readings_total').length).toBeGreaterThan(2);
  }, WAIT);
  await postgres.stop('immediate');
  await waitForAlert(running, 'JobgraphStoreUnreachable');
});

test('A temporary key that is not renewed fires its alert', async () => {
  const running = await serveWithTelemetry({
    clouds: { behaviour: { temporaryKeyLifetimeMs: 60_000 } },
    accounts: withAgency('search-prod'),
  });
  await running.query('{ cloudAccount(name: "search-prod") { clusters(first: 1) { nodes { id } } } }');
  running.clouds.intercept(({ cloud }) => (cloud === 'iam' ? { status: 503, body: {} } : undefined));
  keepQuerying(running, '{ clusters(first: 1, filter: { accounts: ["search-prod"] }) { nodes { id } } }');
  await waitForAlert(running, 'JobgraphCredentialRenewalFailing', 'search-prod');
});

import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startPostgres } from '../support/postgres.js';
import { serveWithTelemetry } from '../telemetry/running.js';
import { keepQuerying, withAgency } from './load.js';
import { startPrometheus } from './scraping.js';

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

test('A scrape under load and failures finds the series of every query in the dashboard', async () => {
  const postgres = await startPostgres();
  if (!postgres) throw new Error('PostgreSQL is not installed.');
  onTestFinished(() => postgres.close());
  const running = await serveWithTelemetry({
    clouds: { behaviour: { temporaryKeyLifetimeMs: 5000, dwsOrder: 'oldest-first' } },
    accounts: (accounts) =>
      withAgency('search-prod')(accounts).map((account) =>
        account.name === 'search-europe' ? { ...account, rate: { requests: 20, perSeconds: 10 } } : account,
      ),
    limits: { upstreamCalls: 40, scanRows: 100, requestTimeoutMs: 2000 },
    store: { postgres: postgres.url, refreshSeconds: 1 },
  });
  running.clouds.intercept(({ cloud }) => (cloud === 'geminidb' ? 'reset' : undefined));
  keepQuerying(running, undefined, 4);
  // More calls than one operation may make.
  keepQuerying(running, '{ clusters(first: 100) { nodes { id jobs(first: 5) { nodes { id } } } } }');
  // Too many rows to examine.
  keepQuerying(running, '{ clusterJobs(first: 5, filter: { actions: ["None"] }) { nodes { id } } }');
  const prometheus = await startPrometheus(running.metricsUrl().host);
  const text = readFileSync(new URL('../../deploy/grafana/jobgraph.json', import.meta.url), 'utf8');
  const { panels } = JSON.parse(text) as Dashboard;
  const missing = new Map(panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [expr, title] as const)));
  expect(missing.size).toBeGreaterThan(20);
  const look = async () => {
    for (const expr of missing.keys()) {
      const expression = expr.replaceAll('$__rate_interval', '1m').replaceAll('$account', '.*');
      if ((await prometheus.query(expression)).length > 0) missing.delete(expr);
    }
    return [...missing.values()];
  };
  const isOfFailures = (expr: string) => expr.includes('store_failures');
  await vi.waitFor(
    async () => {
      await look();
      expect([...missing].filter(([expr]) => !isOfFailures(expr)).map(([, title]) => title)).toEqual([]);
    },
    { timeout: 60_000, interval: 500 },
  );
  await postgres.stop('immediate');
  await vi.waitFor(
    async () => {
      expect(await look()).toEqual([]);
    },
    { timeout: 60_000, interval: 500 },
  );
});

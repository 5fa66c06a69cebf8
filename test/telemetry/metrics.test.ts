import { emptyResource } from '@opentelemetry/resources';
import { expect, test, vi } from 'vitest';
import { toClusterId } from '../../src/domain/ids.js';
import { NO_ATTRIBUTES } from '../../src/telemetry/attributes.js';
import { Histograms } from '../../src/telemetry/histogram.js';
import { INSTRUMENTS } from '../../src/telemetry/instrument-table.js';
import { openCollector } from './collector.js';
import { samplesOf, serveWithTelemetry } from './running.js';

const JOBS = '{ clusterJobs(first: 5) { nodes { id status } unavailable { code } } }';

test('A scrape has the series of requests, phases, attempts, accounts and rows', async () => {
  const { clouds, query, scrape } = await serveWithTelemetry();
  await query(JOBS);
  await query(JOBS);
  const text = await scrape();
  const labels = {
    http_request_method: 'POST',
    http_response_status_code: '200',
    http_route: '/graphql',
    url_scheme: 'http',
  };
  expect(samplesOf(text, 'http_server_request_duration_seconds_count')).toEqual([{ labels, value: 2 }]);
  const phases = samplesOf(text, 'jobgraph_operation_phase_duration_seconds_count');
  expect(phases.map(({ labels: { jobgraph_phase: phase }, value }) => [phase, value])).toEqual([
    ['parse', 1],
    ['validate', 1],
    ['execute', 2],
  ]);
  const names = clouds.accounts.map(({ name }) => name).toSorted();
  for (const name of ['jobgraph_breaker_state', 'jobgraph_guard_state', 'jobgraph_upstream_queued']) {
    const samples = samplesOf(text, name);
    expect(samples.map((sample) => sample.labels['jobgraph_account']).toSorted()).toEqual(names);
    expect(samples.every(({ value }) => value === 0)).toBe(true);
  }
  const returned = samplesOf(text, 'jobgraph_rows_returned_total').reduce((sum, { value }) => sum + value, 0);
  const examined = samplesOf(text, 'jobgraph_rows_examined_total').reduce((sum, { value }) => sum + value, 0);
  expect(returned).toBe(10);
  expect(examined).toBeGreaterThan(returned);
});

test('Attempts are counted as often as the clouds were called, by account and reason', async () => {
  const { clouds, query, scrape } = await serveWithTelemetry();
  await query(JOBS);
  await query('{ clusterJobs(last: 3, filter: { statuses: [FAILED] }) { nodes { id } } }');
  const text = await scrape();
  const reasons = samplesOf(text, 'jobgraph_upstream_calls_total');
  const attempts = samplesOf(text, 'http_client_request_duration_seconds_count');
  const sum = (samples: typeof reasons) => samples.reduce((total, { value }) => total + value, 0);
  expect(sum(reasons)).toBe(clouds.calls.count());
  expect(sum(attempts)).toBe(clouds.calls.count());
  expect(new Set(reasons.map(({ labels }) => labels['jobgraph_reason']))).toContain('first');
});

test('The endpoint serves only /metrics', async () => {
  const { metricsUrl } = await serveWithTelemetry();
  const statusOf = async (path: string, init?: RequestInit) => (await fetch(new URL(path, metricsUrl()), init)).status;
  expect(await statusOf('/metrics')).toBe(200);
  expect(await statusOf('/metrics?name=x')).toBe(200);
  expect(await statusOf('/')).toBe(404);
  expect(await statusOf('/graphql', { method: 'POST', body: '{}' })).toBe(404);
  expect(await statusOf('/metrics', { method: 'POST', body: '{}' })).toBe(405);
});

test('The endpoint is closed when Jobgraph is', async () => {
  const { metricsUrl, scrape, close } = await serveWithTelemetry();
  await scrape();
  await close();
  await expect(fetch(metricsUrl())).rejects.toThrow();
});

test('Attempts that wait for others of their account are counted as queued', async () => {
  const { clouds, query, scrape } = await serveWithTelemetry({
    accounts: (accounts) => accounts.map((account) => ({ ...account, concurrency: 1 })),
    limits: { requestTimeoutMs: 3000 },
  });
  clouds.behaviour.delayMs = 500;
  const ids = Array.from({ length: 20 }, (_, number) =>
    toClusterId({ account: 'search-prod', nativeId: `c${number}`, provider: 'HUAWEI_CSS' }),
  );
  const queries = ids.map((id) => query(`{ cluster(id: "${id}") { name } }`));
  await vi.waitFor(async () => {
    const text = await scrape();
    const valueOf = (name: string) =>
      samplesOf(text, name).find(({ labels }) => labels['jobgraph_account'] === 'search-prod')?.value;
    expect(valueOf('jobgraph_upstream_running')).toBe(1);
    expect(valueOf('jobgraph_upstream_queued')).toBeGreaterThan(10);
  }, 3000);
  await Promise.all(queries);
});

test('A collector receives the histograms that a scrape shows', async () => {
  const { endpoint, histograms } = await openCollector();
  const { query, scrape, close } = await serveWithTelemetry({ telemetry: { otlp: { endpoint } } });
  await query(JOBS);
  const text = await scrape();
  await close();
  const points = histograms.get('http.client.request.duration') ?? [];
  const counts = samplesOf(text, 'http_client_request_duration_seconds_count').map(({ value }) => value);
  expect(points.map(({ count }) => count).toSorted()).toEqual(counts.toSorted());
  const sums = samplesOf(text, 'http_client_request_duration_seconds_sum').map(({ value }) => value);
  expect(points.map(({ sum }) => sum).toSorted()).toEqual(sums.toSorted());
  const upTo1 = samplesOf(text, 'http_client_request_duration_seconds_bucket').filter(
    ({ labels }) => labels['le'] === '1',
  );
  const counted = points.map(({ bucketCounts, explicitBounds }) =>
    bucketCounts.slice(0, explicitBounds.indexOf(1) + 1).reduce((sum, count) => sum + count, 0),
  );
  expect(counted.toSorted()).toEqual(upTo1.map(({ value }) => value).toSorted());
  expect(points.length).toBeGreaterThan(2);
});

test.each([
  [0.005, 0],
  [0.0051, 1],
  [10, 13],
  [10.1, 14],
])('A value of %d s is counted in bucket %d', (value, bucket) => {
  const histograms = new Histograms('test', emptyResource());
  const histogram = histograms.create(INSTRUMENTS.requestDuration);
  histogram.record(value, NO_ATTRIBUTES);
  const [point] = histogram.collect([0, 0], [1, 0]).dataPoints;
  expect(point?.value).toMatchObject({ count: 1, sum: value, min: value, max: value });
  expect(point?.value.buckets.counts.indexOf(1)).toBe(bucket);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyResource } from '@opentelemetry/resources';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Histograms } from '../../src/telemetry/histogram.js';
import { createInstruments } from '../../src/telemetry/instruments.js';
import { INSTRUMENTS } from '../../src/telemetry/instrument-table.js';
import { temporalityOf } from '../../src/telemetry/temporality.js';
import { createStateObserver } from '../../src/telemetry/account-state.js';
import { samplesOf, serveWithTelemetry } from './running.js';

function newStore() {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-telemetry-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return { sqlite: join(folder, 'jobgraph.db'), refreshSeconds: 1 };
}

test('A scrape has the age of stored lists, the size and state of the store, and background readings', async () => {
  const { clouds, scrape } = await serveWithTelemetry({ store: newStore() });
  clouds.intercept(({ cloud }) => (cloud === 'geminidb' ? { status: 500, headers: {}, body: '' } : undefined));
  await vi.waitFor(
    async () => {
      const text = await scrape();
      const of = (name: string) => samplesOf(text, name);
      const ages = of('jobgraph_store_staleness_seconds');
      expect(ages.map(({ labels }) => labels['jobgraph_list_kind'])).toEqual(
        expect.arrayContaining(['clusters', 'jobs']),
      );
      expect(ages.every(({ value }) => value < 60)).toBe(true);
      expect(of('jobgraph_store_size_bytes')[0]?.value).toBeGreaterThan(4096);
      expect(of('jobgraph_store_state')[0]?.value).toBe(1);
      const reasons = of('jobgraph_upstream_calls_total').map(({ labels }) => labels['jobgraph_reason']);
      expect(reasons).toContain('background');
      const failed = of('jobgraph_store_readings_total').filter(({ labels }) => labels['error_type'] !== undefined);
      expect(failed.map(({ labels }) => labels)).toContainEqual(
        expect.objectContaining({ jobgraph_account: 'tables', error_type: 'UPSTREAM_UNAVAILABLE' }),
      );
    },
    { timeout: 20_000, interval: 300 },
  );
});

class Collecting extends MetricReader {
  protected override onForceFlush = () => Promise.resolve();
  protected override onShutdown = () => Promise.resolve();
}

test('The state of an account that a reload removed is reported no longer', async () => {
  const reader = new Collecting({ aggregationTemporalitySelector: temporalityOf });
  const meter = new MeterProvider({ readers: [reader] }).getMeter('test');
  const observer = createStateObserver(meter, createInstruments(meter, new Histograms('test', emptyResource())));
  for (const name of ['stays', 'leaves']) {
    observer.accountOpened?.({ name, provider: 'HUAWEI_CSS', region: 'r1' }, () => ({
      isBreakerOpen: false,
      isCredentialSilenced: false,
      isCredentialRejected: false,
      running: 0,
      queued: 0,
      budgetLeft: 1,
    }));
  }
  const accounts = async () => {
    const { resourceMetrics } = await reader.collect();
    const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
    const state = metrics.find(({ descriptor }) => descriptor.name === INSTRUMENTS.breakerState.name);
    return state?.dataPoints.map(({ attributes }) => attributes['jobgraph.account']);
  };
  expect(await accounts()).toEqual(['stays', 'leaves']);
  observer.keepAccounts(new Set(['stays']));
  expect(await accounts()).toEqual(['stays']);
});

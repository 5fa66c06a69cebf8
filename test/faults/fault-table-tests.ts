import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Clouds, createFrozenClock, startClouds } from '../../src/simulator/index.js';
import { openFaultServer } from '../support/fault-server.js';
import { isLong, runs } from '../support/long.js';
import { openBackend } from './backend.js';
import { ENTRY_POINTS, readEntryPoint, type EntryPoint } from './entry-points.js';
import { endpointOf } from './endpoints.js';
import { expectationOf, TABLE, type Row } from './fault-table.js';
import { PROVIDERS, testClusterIds, openGraph, testClusterOf, type FaultyProvider } from './served-graph.js';

const NOW = Date.parse('2026-11-21T08:00:00.400Z');

/** The simulated clouds of one test file, and the ids of the clusters that it queries. */
interface Setting {
  readonly clouds: Clouds;
  readonly ids: Awaited<ReturnType<typeof testClusterIds>>;
}

/** Queries one provider through a fault server. Each query has its own graph, so that no state is shared. */
async function queryThroughFault(
  { clouds, ids }: Setting,
  provider: FaultyProvider,
  entry: EntryPoint,
  row: Omit<Row, 'expected'>,
) {
  const cluster = testClusterOf(clouds, provider);
  const backend = openBackend(clouds, cluster.cloud);
  const server = await openFaultServer(
    row.warm ? [backend.unchanged] : (row.responders?.(backend, provider) ?? [backend.unchanged]),
  );
  const endpoint = await endpointOf(row.endpoint, server.url);
  // Generous, unless the fault is a timeout: the machine may be loaded.
  const { upstreamTimeoutMs = 20_000 } = row;
  const graph = await openGraph(clouds, {
    endpoints: { [provider]: new URL(provider === 'QINGCLOUD' ? '/iaas/' : '/', endpoint.url).href },
    limits: { upstreamTimeoutMs, requestTimeoutMs: 50_000 },
  });
  const other = provider === 'HUAWEI_DWS' ? 'HUAWEI_CSS' : 'HUAWEI_DWS';
  const target = { account: cluster.account, failing: ids[provider], healthy: ids[other] };
  try {
    if (row.warm) {
      await readEntryPoint(graph, entry, target, false);
      server.respondWith(...(row.responders?.(backend, provider) ?? []));
    }
    const before = server.received.length;
    const result = await readEntryPoint(graph, entry, target, row.paginates ?? false);
    return { ...result, calls: server.received.length - before };
  } finally {
    await graph.close();
    await server.close();
    await endpoint.close();
  }
}

const PATHS: Readonly<Record<EntryPoint, string>> = {
  'Cluster.jobs': 'failing.jobs',
  clusters: 'clusters.unavailable',
  _entities: '_entities.0',
};

/** The faults to test: all in `npm run test:long`, else each fault at one entry point, which differs by provider. */
function faultsFor(provider: FaultyProvider, entry: EntryPoint): readonly Row[] {
  const shift = PROVIDERS.indexOf(provider) + ENTRY_POINTS.indexOf(entry);
  return TABLE.filter((_, index) => isLong || (index + shift) % ENTRY_POINTS.length === 0);
}

/** Tests the faults of the table for a provider, at every entry point. */
export function testFaultTable(provider: FaultyProvider): void {
  // A test spends most of its time waiting for timeouts and between attempts.
  vi.setConfig({ maxConcurrency: runs(6, 12) });
  let setting: Setting;
  beforeAll(async () => {
    // With a running clock, jobs would enter and leave the lists between a baseline and a test compared with it.
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    const clouds = await startClouds({ clock: createFrozenClock(NOW) });
    setting = { clouds, ids: await testClusterIds(clouds) };
  });
  afterAll(async () => {
    await setting.clouds.close();
    vi.useRealTimers();
    vi.resetConfig();
  });
  const baselines = new Map<string, ReturnType<typeof queryThroughFault>>();
  const baseline = (entry: EntryPoint, paginates: true | undefined) => {
    const key = `${entry} ${String(paginates)}`;
    const known =
      baselines.get(key) ??
      queryThroughFault(setting, provider, entry, { fault: 'none', ...(paginates && { paginates }) });
    baselines.set(key, known);
    return known;
  };
  // Concurrent, because otherwise each entry point waits for its own slowest test.
  describe.concurrent.for(ENTRY_POINTS)('%s', (entry) => {
    test.concurrent.for(faultsFor(provider, entry))('$fault', async (row) => {
      const baselineResult = await baseline(entry, row.paginates);
      const { rows, others, error, calls, statuses } = await queryThroughFault(setting, provider, entry, row);
      const [outcome, count] = expectationOf(row, provider, entry);
      const actual =
        outcome === 'nothing lost'
          ? toLoss(error, rows, baselineResult.rows)
          : (error?.code ??
            (outcome === 'every row' ? toPresence(rows, baselineResult.rows) : compare(rows, baselineResult.rows)));
      const more = actual === 'whole' ? calls - baselineResult.calls : calls;
      expect([actual, count === '*' ? '*' : more]).toEqual([outcome, count]);
      if (error) expect(error.path).toBe(PATHS[entry]);
      // Pagination that ends early has read only the first rows of the other providers.
      const endsEarly = row.paginates === true && actual !== 'whole';
      expect(others).toEqual(
        endsEarly ? baselineResult.others.slice(0, Math.max(1, others.length)) : baselineResult.others,
      );
      expect(new Set(statuses)).toEqual(new Set([200]));
    });
  });
}

function toLoss(error: object | undefined, rows: readonly string[], right: readonly string[]): string {
  const comparison = compare(rows, right);
  return error !== undefined || comparison === 'whole' ? 'nothing lost' : comparison;
}

/** A row without a time is listed, possibly at another position. */
function toPresence(rows: readonly string[], right: readonly string[]): string {
  const comparison = compare(rows, right);
  return comparison === 'whole' || comparison === 'as many' ? 'every row' : comparison;
}

function compare(rows: readonly string[], right: readonly string[]): string {
  if (rows.join() === right.join()) return 'whole';
  return new Set(rows).size === right.length && rows.length === right.length ? 'as many' : `${rows.length} rows`;
}

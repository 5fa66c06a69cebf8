import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Clouds, createFrozenClock, startClouds } from '../../src/simulator/index.js';
import { openFaultServer } from '../support/fault-server.js';
import { openBackend } from './backend.js';
import { ENTRIES, look, type Entry } from './entries.js';
import { endpointOf } from './endpoints.js';
import { expectationOf, TABLE, type Row } from './table.js';
import { idsOf, openWorld, placeOf, type FaultyProvider } from './world.js';

const NOW = Date.parse('2026-11-21T08:00:00.400Z');

/** The simulated clouds of one test file, and the ids of the clusters that it asks about. */
interface Setting {
  readonly clouds: Clouds;
  readonly ids: Awaited<ReturnType<typeof idsOf>>;
}

/** One question about a provider behind a fault server, in a graph of its own: nothing learned elsewhere counts. */
async function ask({ clouds, ids }: Setting, provider: FaultyProvider, entry: Entry, row: Omit<Row, 'is'>) {
  const place = placeOf(clouds, provider);
  const backend = openBackend(clouds, place.cloud);
  const server = await openFaultServer(
    row.warm ? [backend.right] : (row.answers?.(backend, provider) ?? [backend.right]),
  );
  const endpoint = await endpointOf(row.endpoint, server.url);
  // Where time is not the fault, there is more than enough of it, on a loaded machine as well.
  const { upstreamTimeoutMs = 20_000 } = row;
  const world = await openWorld(clouds, {
    endpoints: { [provider]: new URL(provider === 'QINGCLOUD' ? '/iaas/' : '/', endpoint.url).href },
    limits: { upstreamTimeoutMs, requestTimeoutMs: 50_000 },
  });
  const other = provider === 'HUAWEI_DWS' ? 'HUAWEI_CSS' : 'HUAWEI_DWS';
  const asked = { account: place.account, sick: ids[provider], well: ids[other] };
  try {
    if (row.warm) {
      await look(world, entry, asked, false);
      server.answer(...(row.answers?.(backend, provider) ?? []));
    }
    const before = server.received.length;
    const seen = await look(world, entry, asked, row.walks ?? false);
    return { ...seen, calls: server.received.length - before };
  } finally {
    await world.close();
    await server.close();
    await endpoint.close();
  }
}

const PATHS: Readonly<Record<Entry, string>> = {
  'Cluster.jobs': 'sick.jobs',
  clusters: 'clusters.unavailable',
  _entities: '_entities.0',
};

/** Holds a provider to the table, at every entry. */
export function holdToTheTable(provider: FaultyProvider): void {
  // Most of a cell's time is waiting: for time-outs, and between attempts.
  vi.setConfig({ maxConcurrency: 12 });
  let setting: Setting;
  beforeAll(async () => {
    // With a running clock, jobs would enter and leave the lists between a baseline and the cells compared with it.
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    const clouds = await startClouds({ clock: createFrozenClock(NOW) });
    setting = { clouds, ids: await idsOf(clouds) };
  });
  afterAll(async () => {
    await setting.clouds.close();
    vi.useRealTimers();
    vi.resetConfig();
  });
  const baselines = new Map<string, ReturnType<typeof ask>>();
  const baseline = (entry: Entry, walks: true | undefined) => {
    const key = `${entry} ${String(walks)}`;
    const known = baselines.get(key) ?? ask(setting, provider, entry, { fault: 'none', ...(walks && { walks }) });
    baselines.set(key, known);
    return known;
  };
  // All entries at once: else each waits for its own slowest.
  describe.concurrent.for(ENTRIES)('%s', (entry) => {
    test.concurrent.for(TABLE)('$fault', async (row) => {
      const right = await baseline(entry, row.walks);
      const { rows, others, error, calls, statuses } = await ask(setting, provider, entry, row);
      const [outcome, count] = expectationOf(row, provider, entry);
      const came =
        outcome === 'nothing lost'
          ? toLoss(error, rows, right.rows)
          : (error?.code ?? (outcome === 'every row' ? toPresence(rows, right.rows) : compare(rows, right.rows)));
      const more = came === 'whole' ? calls - right.calls : calls;
      expect([came, count === '*' ? '*' : more]).toEqual([outcome, count]);
      if (error) expect(error.path).toBe(PATHS[entry]);
      // A walk that ends early has seen the beginning of what the others have.
      const isCut = row.walks === true && came !== 'whole';
      expect(others).toEqual(isCut ? right.others.slice(0, Math.max(1, others.length)) : right.others);
      expect(new Set(statuses)).toEqual(new Set([200]));
    });
  });
}

function toLoss(error: object | undefined, rows: readonly string[], right: readonly string[]): string {
  const comparison = compare(rows, right);
  return error !== undefined || comparison === 'whole' ? 'nothing lost' : comparison;
}

/** A row without a time is listed, though perhaps at another place. */
function toPresence(rows: readonly string[], right: readonly string[]): string {
  const comparison = compare(rows, right);
  return comparison === 'whole' || comparison === 'as many' ? 'every row' : comparison;
}

function compare(rows: readonly string[], right: readonly string[]): string {
  if (rows.join() === right.join()) return 'whole';
  return new Set(rows).size === right.length && rows.length === right.length ? 'as many' : `${rows.length} rows`;
}

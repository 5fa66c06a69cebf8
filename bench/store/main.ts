import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cpuMs, memoryOf } from '../proc.js';
import { GraphClient } from './client.js';
import { ACCOUNTS, JOBS_PER_CLUSTER } from './fleet.js';
import { measureAgainstBare, measureCost } from './measure.js';
import { filtersOf, PAGE, SEARCHES } from './queries.js';
import { callsOf, fillStore, type FilledStore, startServer, stop } from './setup.js';
import { compareWithTruth } from './truth.js';

/**
 * Measures stored pages over a large fleet: `jobgraph sync`, equality with the clouds, cost by the size of the fleet,
 * and requests a second beside a bare Node server over the same file.
 */
const { values } = parseArgs({
  options: {
    clusters: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
    skip: { type: 'string', default: '' },
  },
});
const clusters = Number(values.clusters);
const rounds = Number(values.rounds);
const skipped = new Set(values.skip.split(','));
const newest = Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000;
const print = (line: string) => process.stdout.write(`${line}\n`);
const failures: string[] = [];
const bound = (what: string, value: number, relation: '<=' | '>=', limit: number) => {
  const holds = relation === '<=' ? value <= limit : value >= limit;
  print(`  ${what}: ${value.toFixed(2)} (${relation} ${limit}) ${holds ? '' : '  <-- missed'}`);
  if (!holds) failures.push(what);
};

const folder = mkdtempSync(join(tmpdir(), 'jobgraph-bench-store-'));
const filled: FilledStore[] = [];
try {
  const small = await fillStore(folder, { clusters: 100, newest });
  filled.push(small);
  const large = await fillStore(folder, { clusters, newest });
  filled.push(large);
  const jobs = clusters * JOBS_PER_CLUSTER;
  print(`${clusters} clusters of ${ACCOUNTS} accounts, ${jobs} jobs; sync took ${large.syncSeconds.toFixed(0)} s`);
  print(`  file: ${(statSync(large.file).size / jobs).toFixed(0)} bytes a job`);
  bound('peak memory of jobgraph sync, MB', large.syncPeakMb, '<=', 300);

  const servers = { small: await startServer(small), large: await startServer(large) };
  try {
    // Background reading lists the clusters once at the start.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const clients = { small: new GraphClient(servers.small.port), large: new GraphClient(servers.large.port) };
    const before = await callsOf(large);
    await clients.large.jobs(PAGE, { first: 20 });
    bound('upstream calls of a page', (await callsOf(large)) - before, '<=', 0);
    if (!skipped.has('truth')) {
      for (const filter of [...filtersOf(large.shape), ...SEARCHES]) {
        const rows = await compareWithTruth(clients.large, large.shape, filter, 1000);
        print(`  equals the clouds in both directions: ${filter.name}, ${rows} jobs`);
      }
    }
    if (!skipped.has('cost')) await measureCost(clients, servers, { small, large }, rounds, bound);
    await Promise.all([clients.small.close(), clients.large.close()]);
    if (!skipped.has('bare')) await measureAgainstBare(large, servers.large, rounds, print, bound);
    print(`  processor time of the server so far: ${(cpuMs(servers.large.child.pid) / 1000).toFixed(0)} s`);
  } finally {
    await Promise.all([stop(servers.small.child), stop(servers.large.child)]);
  }
  if (!skipped.has('memory')) {
    const [few, many] = [await peakOf(small), await peakOf(large)];
    bound(`peak memory of the server, ${many.toFixed(0)} MB, by that with 100 clusters`, many / few, '<=', 1.25);
  }
} finally {
  await Promise.all(filled.map(({ clouds }) => stop(clouds)));
  rmSync(folder, { recursive: true });
}
if (failures.length > 0) {
  print(`Missed: ${failures.join('; ')}`);
  process.exitCode = 1;
}

/** The most memory of a fresh server after the same queries. */
async function peakOf(store: FilledStore): Promise<number> {
  const { child, port } = await startServer(store);
  const client = new GraphClient(port);
  for (let count = 0; count < 300; count++) {
    for (const { filter } of filtersOf(store.shape)) await client.jobs(PAGE, { first: 20, filter });
  }
  await client.close();
  const { peakMb } = memoryOf(child.pid);
  await stop(child);
  return peakMb;
}

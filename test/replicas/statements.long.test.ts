import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { isPostgresInstalled } from '../support/postgres.js';
import { recordFigures } from './figures.js';
import { startReplicaFleet } from './fleet.js';

const isInstalled = await isPostgresInstalled();
beforeEach(({ skip }) => {
  skip(!isInstalled, 'PostgreSQL is not installed');
});

const SIZE = { cssClusters: 2, cssLargest: 80 };
const SECONDS = 4;

it('a live query whose key is proven makes no statement', async () => {
  const isCss = (name: string) => name === 'search-prod' || name === 'search-europe';
  const fleet = await startReplicaFleet({}, (one) => (isCss(one.name) ? one : undefined), { size: SIZE });
  const { run } = await fleet.start({ store: { postgres: fleet.url, refreshSeconds: 3600 } });
  const client = new Client({ connectionString: fleet.url });
  onTestFinished(() => client.end());
  await client.connect();
  const count = async (sql: string) => Number((await client.query<{ count: string }>(sql)).rows[0]?.count);
  // Background reading has ended until it is due again.
  const unread = `SELECT count(*) AS count FROM jobgraph.lists WHERE read_at = 0`;
  const lists = `SELECT count(*) AS count FROM jobgraph.lists WHERE read_at > 0`;
  await expect.poll(() => count(lists), { timeout: 60_000 }).toBeGreaterThan(4);
  await expect.poll(() => count(unread), { timeout: 60_000 }).toBe(0);

  const found = await run('{ clusters(first: 10) { nodes { id } } }');
  const { clusters } = found?.data as { clusters: { nodes: readonly { id: string }[] } };
  const query = (index: number) =>
    `{ cluster(id: "${clusters.nodes[index % clusters.nodes.length]?.id ?? ''}") { name jobs(first: 20) { nodes { id status } } } }`;
  for (let index = 0; index < 20; index++) expect(await run(query(index))).not.toHaveProperty('errors');

  const committed = () => count(`SELECT xact_commit AS count FROM pg_stat_database WHERE datname = current_database()`);
  const measure = async (work: () => Promise<unknown>) => {
    // A process reports its transactions to the statistics a second later.
    await sleep(1500);
    const before = await committed();
    await Promise.all([work(), sleep(SECONDS * 1000)]);
    await sleep(1500);
    return (await committed()) - before;
  };
  let queries = 0;
  const idle = await measure(() => Promise.resolve());
  const busy = await measure(async () => {
    const end = performance.now() + SECONDS * 1000;
    while (performance.now() < end) await run(query(queries++));
  });
  recordFigures({ queries, idle, busy });
  expect(queries).toBeGreaterThan(100);
  // A whole list that is read live becomes a fresh copy, at most once a second and behind the responses.
  const copies = (SECONDS + 1) * clusters.nodes.length;
  expect(busy - idle).toBeLessThan(copies + queries / 20);
});

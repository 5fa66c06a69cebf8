import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFrozenClock, startClouds, type Clouds } from '../../src/simulator/index.js';
import { isPostgresInstalled, startPostgres, type PostgresServer } from '../support/postgres.js';
import { accountNamed, accountNames, newFolder, query, serve, walk, type Settings } from './reloading-server.js';

const ROUNDS = 60;

let clouds: Clouds;
let postgres: PostgresServer | undefined;
beforeAll(async () => {
  [clouds, postgres] = await Promise.all([startClouds({ clock: createFrozenClock(Date.now()) }), startPostgres()]);
});
afterAll(async () => {
  await clouds.close();
  await postgres?.close();
});

const STORES: Readonly<Record<string, () => object | undefined>> = {
  'without a store': () => undefined,
  'with SQLite': () => ({ sqlite: join(newFolder(), 'jobgraph.db'), refreshSeconds: 1 }),
  ...((await isPostgresInstalled()) && {
    'with PostgreSQL': () => ({ postgres: postgres?.url, refreshSeconds: 1 }),
  }),
};

describe.each(Object.entries(STORES))('SIGHUP under load %s', (_, createStore) => {
  it('adds, removes and changes accounts, and loses no query and no walk of an account that stays', async () => {
    const [stays, leaves, comes] = ['warehouse', 'search-prod', 'tables'].map((name) => accountNamed(clouds, name));
    const store = createStore();
    const settings = (round: number): Settings => ({
      accounts: round % 2 === 0 ? [stays ?? {}, leaves ?? {}] : [comes ?? {}, stays ?? {}],
      limits: { pageSize: 100 + round, ...(round % 4 > 1 && { upstreamTimeoutMs: 4000 }) },
      ...(store && { store }),
    });
    const { url, reload } = await serve(settings(0));
    const name = stays?.name ?? '';
    const whole = await walk(url, name, 100);
    const jobs = await walk(url, name, 100, 'clusterJobs');
    expect(Math.min(whole.length, jobs.length)).toBeGreaterThan(3);
    let isOver = false;
    const repeat = async (read: () => Promise<void>) => {
      let walks = 0;
      for (; !isOver; walks++) await read();
      return walks;
    };
    const stored = store === undefined ? '' : ', maxStaleness: 600';
    const load = [
      ...Array.from({ length: 4 }, () => async () => {
        expect(await walk(url, name, 2)).toEqual(whole);
      }),
      async () => {
        expect(await walk(url, name, 2, 'clusters', stored)).toEqual(whole);
      },
      async () => {
        expect(await walk(url, name, 90, 'clusterJobs', stored)).toEqual(jobs);
      },
      // No query may fail, also while accounts are added and removed.
      async () => {
        await query(url, `{ clusters(first: 5${stored}) { nodes { name } } cloudAccounts { name } }`);
      },
    ].map(repeat);
    try {
      for (let round = 1; round <= ROUNDS; round++) {
        await delay(150);
        await reload(settings(round));
      }
    } finally {
      isOver = true;
    }
    for (const walks of await Promise.all(load)) expect(walks).toBeGreaterThan(0);
    expect(await accountNames(url)).toEqual([stays?.name, leaves?.name]);
    const largest = 100 + ROUNDS;
    await expect(query(url, `{ clusters(first: ${largest + 1}) { nodes { id } } }`)).rejects.toThrow(
      `between 0 and ${largest}`,
    );
    await query(url, `{ clusters(first: ${largest}) { nodes { id } } }`);
  });
});

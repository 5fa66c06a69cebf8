import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/server/start.js';
import { type ServedFleet, startStoredFleet } from './stored-fleet.js';

let fleet: ServedFleet;
let server: RunningServer;
beforeAll(async () => {
  fleet = await startStoredFleet();
  await fleet.sync();
  server = await fleet.startServer();
});
afterAll(async () => {
  await server.close();
  await fleet.close();
});

const SECOND_MS = 1000;

/** Jobs that have ended, so that only lists and copies limit the time. */
function jobs(maxStaleness: number, fields = 'id', accounts?: readonly string[]): string {
  const filter = `statuses: [SUCCEEDED] ${accounts ? `accounts: ${JSON.stringify(accounts)}` : ''}`;
  return `{ clusterJobs(first: 5, maxStaleness: ${maxStaleness}, filter: { ${filter} }) { nodes { ${fields} } } }`;
}

/** The `Cache-Control` header of a response without errors, and the number of upstream calls. */
async function send(query: string): Promise<{ readonly header: string | null; readonly calls: number }> {
  fleet.calls();
  const response = await fetch(`${server.url}graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  expect(await response.json()).not.toHaveProperty('errors');
  return { header: response.headers.get('cache-control'), calls: fleet.calls() };
}

/** Reads the only job list of the account `tables`. Its copy is new then, and that of the account's clusters is not. */
function refreshTables(): Promise<void> {
  return fleet.sync(new Set(['']));
}

describe('The Cache-Control header of a server with a store', () => {
  it('allows thirty seconds for a list from a new copy', async () => {
    expect(await send(jobs(60))).toEqual({ header: 'max-age=30, public', calls: 0 });
  });

  it('allows no more than maxStaleness less the age of the copy, in whole seconds', async () => {
    fleet.pass(40.5 * SECOND_MS);
    expect(await send(jobs(60))).toEqual({ header: 'max-age=19, public', calls: 0 });
    expect(await send(jobs(41))).toEqual({ header: 'no-store', calls: 0 });
  });

  it('counts a copy beside a list that is read live in the same operation', async () => {
    const live = ' live: clusters(first: 1, filter: { statuses: [AVAILABLE] }) { nodes { id } } }';
    const { header, calls } = await send(jobs(60).replace(/\}$/, live));
    expect({ header, isLive: calls > 0 }).toEqual({ header: 'max-age=19, public', isLive: true });
  });

  it('allows no more than maxStaleness for a page that was read live', async () => {
    const { header, calls } = await send(jobs(7));
    expect({ header, isLive: calls > 0 }).toEqual({ header: 'max-age=7, public', isLive: true });
  });

  it('counts the oldest copy of a page with lists from the store and lists that are read live', async () => {
    fleet.pass(100 * SECOND_MS);
    await refreshTables();
    fleet.pass(40 * SECOND_MS);
    expect(await send(jobs(60, 'id', ['tables']))).toEqual({ header: 'max-age=20, public', calls: 0 });
    const { header, calls } = await send(jobs(60));
    expect({ header, isLive: calls > 0 }).toEqual({ header: 'max-age=20, public', isLive: true });
  });

  it('counts the copy of the clusters of jobs, which may be older than the copy of the jobs', async () => {
    await fleet.sync();
    fleet.pass(100 * SECOND_MS);
    await refreshTables();
    expect(await send(jobs(102, 'id', ['tables']))).toEqual({ header: 'max-age=30, public', calls: 0 });
    expect(await send(jobs(102, 'clusters { name }', ['tables']))).toEqual({ header: 'max-age=2, public', calls: 0 });
  });

  it('counts the age of a copy when the response is sent, not when the copy is read', async () => {
    await refreshTables();
    fleet.pass(45 * SECOND_MS);
    const restore = fleet.clouds.intercept(({ cloud }) => {
      if (cloud === 'css') fleet.pass(5 * SECOND_MS);
      return undefined;
    });
    const slow =
      ' slow: clusters(first: 1, filter: { accounts: ["search-prod"], statuses: [AVAILABLE] }) { nodes { id } } }';
    const { header } = await send(jobs(60, 'id', ['tables']).replace(/\}$/, slow));
    restore();
    expect(header).toBe('max-age=10, public');
  });

  it('is no-store for maxStaleness: 0, and not for a query that leaves it out', async () => {
    expect((await send(jobs(0))).header).toBe('no-store');
    const nested = (fleetArguments: string) =>
      `{ clusters(first: 2, filter: { statuses: [AVAILABLE] } ${fleetArguments}) {
        nodes { jobs(first: 1, filter: { statuses: [SUCCEEDED] }) { nodes { id } } } } }`;
    expect((await send(nested(''))).header).toBe('max-age=30, public');
    expect((await send(nested('maxStaleness: 0'))).header).toBe('no-store');
  });
});

describe('maxStaleness of a connection', () => {
  it('holds for the jobs of clusters of jobs, also where nothing else of these clusters is selected', async () => {
    await fleet.sync();
    fleet.pass(30 * SECOND_MS);
    const query = jobs(60, 'clusters { jobs(first: 1, filter: { statuses: [SUCCEEDED] }) { nodes { id } } }', [
      'tables',
    ]);
    expect(await send(query)).toEqual({ header: 'max-age=30, public', calls: 0 });
  });
});

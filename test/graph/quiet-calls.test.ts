import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountState, ListedJob } from '../../src/simulator/index.js';
import { type Fleet, listClusters, startFleet } from './fleet.js';
import { jobsOfCluster } from './truth.js';
import { connectionIn, pageQuery, type Walk } from './walking.js';

const APP = 'app-tg3lbp0a';
let fleet: Fleet;

beforeAll(async () => {
  const oneApp = (account: { name: string }) => (account.name === 'middleware' ? { ...account, apps: [APP] } : account);
  const size = { cssLargest: 900, qingCloudJobs: 1500 };
  fleet = await startFleet({ size, toAccounts: (accounts) => accounts.map(oneApp) });
  for (const state of fleet.clouds.states) thinOut(state);
});
afterAll(() => fleet.close());

/** Deletes jobs of equal time. To order such rows all of them must be read, which would cost calls at the end of a page. */
function thinOut(state: AccountState): void {
  for (const scope of state.scopes()) {
    const jobs = state.jobs(scope);
    const isTie = (job: ListedJob, index: number) => index > 0 && job.createdAt === jobs[index - 1]?.createdAt;
    for (const { key } of jobs.filter(isTie)) state.deleteJob(key);
  }
}

/** Lists that are read from one provider list in which every row matches. */
const FEEDS: Readonly<Record<string, () => Promise<Omit<Walk, 'size'>>>> = {
  CSS: () => largestOf('search-prod'),
  DWS: () => largestOf('warehouse'),
  GeminiDB: () => Promise.resolve(listOf('providers: [HUAWEI_GEMINIDB]')),
  QingCloud: () => Promise.resolve(listOf('accounts: ["middleware"]')),
};

function listOf(filter: string): Omit<Walk, 'size'> {
  return { list: `clusterJobs(…, filter: { ${filter} }) {}`, fields: '' };
}

async function largestOf(account: string): Promise<Omit<Walk, 'size'>> {
  const own = (await listClusters(fleet)).filter((cluster) => cluster.account.name === account);
  const count = (nativeId: string) => jobsOfCluster(fleet, account, nativeId).length;
  const [largest] = own.sort((a, b) => count(b.nativeId) - count(a.nativeId));
  return { list: 'cluster(id: $id) { jobs(…) {} }', fields: '', types: '$id: ID!', variables: { id: largest?.id } };
}

describe.each(Object.keys(FEEDS))('while no list of %s changes', (name) => {
  it.each([
    [20, 1],
    [100, name === 'GeminiDB' ? 3 : 2],
  ])('each of three pages of %i costs at most %i calls', async (size, most) => {
    const list = await FEEDS[name]?.();
    if (!list) throw new Error(name);
    let after: string | null = null;
    for (const _page of [1, 2, 3]) {
      fleet.clouds.calls.reset();
      const data: unknown = await fleet.read(pageQuery(list), { ...list.variables, first: size, after });
      const calls = fleet.clouds.calls.list().filter(({ cloud }) => cloud !== 'iam');
      const { nodes, pageInfo } = connectionIn(data);
      expect(nodes).toHaveLength(size);
      expect(calls.length, JSON.stringify(calls)).toBeLessThanOrEqual(most);
      after = pageInfo.endCursor;
    }
  });

  it('a total costs no call unless it is selected', async () => {
    const list = await FEEDS[name]?.();
    if (!list) throw new Error(name);
    const callsWith = (more: string) => fleet.cost(pageQuery({ ...list, more }), { ...list.variables, first: 20 });
    expect(await callsWith('')).toBe(1);
    // CSS sends no total, so its rows are counted.
    expect(await callsWith('totalCount')).toBe(name === 'CSS' ? 3 : 1);
  });
});

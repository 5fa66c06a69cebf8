import { createFrozenClock, startClouds, type AccountState, type Clouds } from '../../src/simulator/index.js';

const HOUR = 3_600_000;
const CLUSTERS = 50;
/** More than a page of 20, so that every list has a next page. */
const LEAST_JOBS = 24;

/**
 * The simulated clouds whose responses are recorded. No two rows of a list have the same time, because each server may
 * sort such rows differently. The clock is frozen, so that early and late recordings agree.
 */
export async function startFleet(): Promise<Clouds> {
  const clouds = await startClouds({
    seed: 'bench',
    clock: createFrozenClock(Date.now()),
    size: {
      cssClusters: 200,
      cssLargest: 4800,
      dwsClusters: 1,
      dwsLargest: 1,
      // One in eight is deleted: 50 remain.
      geminiDbInstances: 58,
      // All of them lie well within a window of 30 days.
      geminiDbJobs: 600,
      geminiDbRecentJobs: 900,
      qingCloudClusters: 1,
      qingCloudJobs: 1,
    },
  });
  const search = clouds.state('search-europe');
  for (const cluster of search.clusters().slice(CLUSTERS)) search.deleteCluster(cluster.id);
  for (const scope of search.scopes()) {
    removeEqualTimes(search, scope);
    addOlderJobs(search, scope);
  }
  removeEqualTimes(clouds.state('tables'), '');
  return clouds;
}

function removeEqualTimes(state: AccountState, scope: string): void {
  let last: number | null = null;
  for (const { key, createdAt } of state.jobs(scope)) {
    if (createdAt === last) state.deleteJob(key);
    last = createdAt;
  }
}

/** Adds older jobs until there are enough, at times that no other cluster's jobs have. */
function addOlderJobs(state: AccountState, scope: string): void {
  const jobs = state.jobs(scope);
  const oldest = jobs.at(-1)?.createdAt ?? state.clusters()[0]?.createdAt ?? 0;
  const shift = state.scopes().indexOf(scope) * 1013;
  for (let count = 1; jobs.length + count <= LEAST_JOBS; count++) {
    state.insertJob(scope, [scope], { createdAt: oldest - count * 13 * HOUR - shift });
  }
}

import { createFrozenClock, startClouds, type AccountEstate, type Clouds } from '../../src/simulator/index.js';

const HOUR = 3_600_000;
const CLUSTERS = 50;
/** More than a page of 20, so that every list goes on behind it. */
const LEAST_JOBS = 24;

/**
 * The simulated clouds that answers are recorded from. No two rows of a list have the same time: which of two such rows
 * comes first is each server's own affair, and answers would differ. The clock stands, so that what is recorded early
 * and late fits together.
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
      // One in eight is deleted: 50 are left.
      geminiDbInstances: 58,
      // All of them lie well within the 30 days of a window, whatever the time is.
      geminiDbJobs: 600,
      geminiDbRecentJobs: 900,
      qingCloudClusters: 1,
      qingCloudJobs: 1,
    },
  });
  const search = clouds.estate('search-europe');
  for (const cluster of search.clusters().slice(CLUSTERS)) search.deleteCluster(cluster.id);
  for (const scope of search.scopes()) {
    removeTies(search, scope);
    fillUp(search, scope);
  }
  removeTies(clouds.estate('tables'), '');
  return clouds;
}

function removeTies(estate: AccountEstate, scope: string): void {
  let last: number | null = null;
  for (const { key, createdAt } of estate.jobs(scope)) {
    if (createdAt === last) estate.deleteJob(key);
    last = createdAt;
  }
}

/** Older jobs, until there are enough. Their times fall on no other cluster's. */
function fillUp(estate: AccountEstate, scope: string): void {
  const jobs = estate.jobs(scope);
  const oldest = jobs.at(-1)?.createdAt ?? estate.clusters()[0]?.createdAt ?? 0;
  const shift = estate.scopes().indexOf(scope) * 1013;
  for (let count = 1; jobs.length + count <= LEAST_JOBS; count++) {
    estate.insertJob(scope, [scope], { createdAt: oldest - count * 13 * HOUR - shift });
  }
}

import type { GraphClient, JobsPage } from './client.js';
import { allJobs, clusterNumber, type FleetShape } from './fleet.js';
import { type Filter, WALK } from './queries.js';

type Direction = 'forward' | 'backward';

/** A job as a number and its time: several hundred thousand of them must fit into memory. */
interface Seen {
  readonly createdAt: number;
  readonly name: string;
}

/** Walks a filter from end to end in both directions, and compares with a sort of what the clouds have. */
export async function compareWithTruth(
  client: GraphClient,
  shape: FleetShape,
  { name, filter, matches }: Filter,
  pageSize: number,
): Promise<number> {
  const truth = allJobs(shape)
    .filter(matches)
    .map((job): Seen => ({ createdAt: job.createdAt, name: `${job.cluster} ${job.action} ${job.status}` }));
  const forward = await walk(client, filter, pageSize, 'forward');
  const backward = (await walk(client, filter, pageSize, 'backward')).reverse();
  assertSame(`${name}, forward`, groupTimes(forward), groupTimes(truth));
  // Equal times have an order of the program's own, which is the same in both directions.
  assertSame(`${name}, backward`, backward, forward);
  return truth.length;
}

async function walk(client: GraphClient, filter: object, size: number, direction: Direction): Promise<Seen[]> {
  const seen: Seen[] = [];
  let cursor: string | null = null;
  for (;;) {
    const paging = direction === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor };
    const { nodes, pageInfo }: JobsPage = await client.jobs(WALK, { ...paging, filter });
    const rows = nodes.map(({ createdAt, status, action, clusters }) => {
      return {
        createdAt: Date.parse(createdAt),
        name: `${clusterNumber(clusters[0]?.nativeId ?? '')} ${action} ${status}`,
      };
    });
    seen.push(...(direction === 'forward' ? rows : rows.reverse()));
    if (!(direction === 'forward' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) return seen;
    cursor = direction === 'forward' ? pageInfo.endCursor : pageInfo.startCursor;
  }
}

/** Sorts the jobs of one time by name. */
function groupTimes(jobs: readonly Seen[]): readonly Seen[] {
  const sorted: Seen[] = [];
  for (let start = 0, end = 0; start < jobs.length; start = end) {
    while (end < jobs.length && jobs[end]?.createdAt === jobs[start]?.createdAt) end++;
    sorted.push(...jobs.slice(start, end).sort((a, b) => (a.name < b.name ? -1 : 1)));
  }
  return sorted;
}

function assertSame(name: string, found: readonly Seen[], expected: readonly Seen[]): void {
  const differs = expected.findIndex((job, index) => {
    const other = found[index];
    return other?.createdAt !== job.createdAt || other.name !== job.name;
  });
  if (differs < 0 && found.length === expected.length) return;
  const at = differs < 0 ? expected.length : differs;
  const [wanted, got] = [JSON.stringify(expected[at]), JSON.stringify(found[at])];
  throw new Error(
    `${name}: ${found.length} jobs instead of ${expected.length}; job ${at} is ${got} instead of ${wanted}.`,
  );
}

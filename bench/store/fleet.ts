/** A fleet of any size whose clusters and jobs follow from their numbers, so that it needs no memory. */
export const JOBS_PER_CLUSTER = 100;
export const ACCOUNTS = 10;
/** Milliseconds between two jobs of the fleet. Times are whole minutes: several jobs of the fleet share each. */
const STEP_MS = 15_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export interface FleetShape {
  readonly clusters: number;
  /** Creation time of the newest job, milliseconds since 1970. */
  readonly newest: number;
}

export interface FleetJob {
  readonly id: string;
  readonly cluster: number;
  readonly createdAt: number;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  readonly action: string;
}

const DWS_ACTIONS = ['Create', 'Expand', 'Restart', 'Switch'];

/** Accounts alternate between CSS and DWS. */
export function isCss(account: number): boolean {
  return account % 2 === 0;
}

export function accountName(account: number): string {
  return `account-${account}`;
}

export function projectId(account: number): string {
  return String(account).padStart(32, '0');
}

export function accountOfCluster(cluster: number): number {
  return cluster % ACCOUNTS;
}

export function clusterId(cluster: number): string {
  return `00000000-0000-4000-8000-${String(cluster).padStart(12, '0')}`;
}

export function clusterNumber(id: string): number {
  return Number(id.slice(-12));
}

/** The clusters of an account, newest first. */
export function clustersOf({ clusters }: FleetShape, account: number): number[] {
  return Array.from({ length: clusters }, (_, cluster) => cluster).filter(
    (cluster) => accountOfCluster(cluster) === account,
  );
}

export function clusterCreatedAt({ newest, clusters }: FleetShape, cluster: number): number {
  return newest - 800 * DAY_MS - cluster * (DAY_MS / clusters);
}

/** One job of a cluster; 0 is its newest. */
export function jobOf({ clusters, newest }: FleetShape, cluster: number, index: number): FleetJob {
  const place = index * clusters + ((cluster * 7919) % clusters);
  const hash = (place * 2_654_435_761) % 4_294_967_296;
  const isRunning = index === 0 && cluster % 50 === 0;
  return {
    id: `job-${cluster}-${index}`,
    cluster,
    createdAt: newest - Math.floor((place * STEP_MS) / MINUTE_MS) * MINUTE_MS,
    status: isRunning ? 'RUNNING' : hash % 10 === 0 ? 'FAILED' : 'SUCCEEDED',
    action: isCss(accountOfCluster(cluster)) ? 'LogBackup' : (DWS_ACTIONS[hash % 4] ?? ''),
  };
}

/** All jobs, newest first. Those of one minute have no order of their own. */
export function allJobs(shape: FleetShape): FleetJob[] {
  const jobs: FleetJob[] = [];
  for (let index = 0; index < JOBS_PER_CLUSTER; index++) {
    for (let cluster = 0; cluster < shape.clusters; cluster++) jobs.push(jobOf(shape, cluster, index));
  }
  return jobs.sort((a, b) => b.createdAt - a.createdAt);
}

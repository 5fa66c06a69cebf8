import type { CloudName, SimulatedAccount, SimulatedKey } from '../account.js';
import type { Setting } from '../service.js';
import { APPS, partOf } from './apps.js';
import { QingCloudState } from './state.js';
import { createHistory } from './history.js';
import { createJob } from './jobs.js';

/** An account in one zone. */
export interface QingCloudAccount {
  readonly name: string;
  readonly zone: string;
  /** Its size, compared with the largest zone. */
  readonly scale: number;
  /** Whether its configuration names the apps. */
  readonly namesApps: boolean;
}

/** One user with two zones: an access key is valid in all of them. */
export const ACCOUNTS: readonly QingCloudAccount[] = [
  { name: 'middleware', zone: 'pek3a', scale: 1, namesApps: false },
  { name: 'middleware-south', zone: 'gd2', scale: 0.25, namesApps: true },
];

/** A zone's apps, their clusters and their jobs. */
export function createState(setting: Setting, account: QingCloudAccount, key: SimulatedKey): QingCloudState {
  const random = setting.random.fork(account.name);
  const { qingCloudClusters, qingCloudJobs } = setting.size;
  const size = {
    clusters: Math.round(qingCloudClusters * account.scale),
    jobs: Math.round(qingCloudJobs * account.scale),
  };
  const apps = APPS.filter((app) => partOf(size.clusters, app) > 0);
  const histories = apps.map((app) => createHistory(random.fork(app.id), app, size, setting.clock.startedAt));
  return new QingCloudState(account.zone, {
    name: account.name,
    cloud: 'qingcloud',
    clock: setting.clock,
    creating: 'pending',
    clusters: histories.flatMap(({ clusters }) => clusters),
    timelines: new Map(histories.map(({ timeline }, index) => [apps[index]?.id ?? '', timeline])),
    createJob: (_scope, clusterIds, createdAt) =>
      createJob(random, { action: 'ResizeCluster', clusterIds, owner: 'usr-NzTfAWek' }, createdAt),
    toAccount: (endpointOf) =>
      toAccount(
        account,
        key,
        apps.map(({ id }) => id),
        endpointOf,
      ),
  });
}

function toAccount(
  { name, zone, namesApps }: QingCloudAccount,
  auth: SimulatedKey,
  apps: readonly string[],
  endpointOf: (cloud: CloudName) => string,
): SimulatedAccount {
  const endpoint = endpointOf('qingcloud');
  return { name, provider: 'qingcloud', region: zone, endpoint, ...(namesApps && { apps }), auth };
}

import { SimulatedState } from '../../state.js';
import type { SimulatedCluster } from '../../job.js';
import type { Random } from '../../random.js';
import type { Setting } from '../../service.js';
import type { Timeline } from '../../timeline.js';
import { register, type HuaweiAccount } from '../accounts.js';
import { toBirth, toFeedPlan, toTimeline } from '../feeds.js';
import type { Identity } from '../identity.js';
import { toClusterName } from '../names.js';
import { createDwsTasks, type DwsTask } from './tasks.js';

export type DwsState = SimulatedState<SimulatedCluster, DwsTask>;

/** One account's DWS clusters, each with the tasks of its logical clusters. */
export function createDwsState(
  setting: Setting,
  identity: Identity,
  account: HuaweiAccount,
  size: { readonly clusters: number; readonly largest: number },
): DwsState {
  const random = setting.random.fork(account.name);
  const { startedAt } = setting.clock;
  const timelines = new Map<string, Timeline<DwsTask>>();
  const clusters = Array.from({ length: size.clusters }, (_, index) => {
    const plan = toFeedPlan(random, index, size.largest, 1000);
    const id = random.uuid();
    const tasks = random.fork(id);
    const timeline = toTimeline(tasks, plan, startedAt, (time) => createDwsTasks(tasks, id, time));
    timelines.set(id, timeline);
    return createCluster(random, index, id, timeline.rows(-Infinity)[0]?.createdAt ?? startedAt);
  });
  return new SimulatedState({
    name: account.name,
    cloud: account.cloud,
    clock: setting.clock,
    creating: 'CREATING',
    clusters,
    timelines,
    createJob: (scope, _clusterIds, createdAt) => createDwsTasks(random, scope, createdAt)[0],
    toAccount: register(account, identity, random),
  });
}

function createCluster(random: Random, index: number, id: string, firstTaskAt: number): SimulatedCluster {
  const createdAt = toBirth(random, firstTaskAt);
  return {
    id,
    name: toClusterName(random, index),
    createdAt,
    readyAt: createdAt + 1_200_000,
    status: toStatus(index),
    engine: 'dws',
    engineVersion: random.pick(['8.1.3.110', '8.2.1.230', '9.1.0.100', '1.2.0']),
    nodeCount: random.pick([3, 3, 6, 9, 12]),
    action: index % 7 === 3 ? random.pick(['GROWING', 'SNAPSHOTTING', 'REBOOTING']) : '',
  };
}

/** Documents have ACTIVE, examples AVAILABLE; there are several words for most other states, too. */
function toStatus(index: number): string {
  const rare = new Map([
    [2, 'ACTIVE'],
    [5, 'UNAVAILABLE'],
    [6, 'FROZEN'],
    [9, 'CREATION FAILED'],
    [12, 'DELETING'],
  ]);
  return rare.get(index % 20) ?? 'AVAILABLE';
}

import { SimulatedState } from '../../state.js';
import type { SimulatedCluster, SimulatedJob } from '../../job.js';
import type { Random } from '../../random.js';
import type { Setting } from '../../service.js';
import type { Timeline } from '../../timeline.js';
import { register, type HuaweiAccount } from '../accounts.js';
import { toBirth, toFeedPlan, toTimeline, type FeedPlan } from '../feeds.js';
import type { Identity } from '../identity.js';
import { toClusterName } from '../names.js';

export interface CssJob extends SimulatedJob {
  readonly jobId: string;
  readonly trigger: 'Manual' | 'Auto';
  readonly logPath: string;
}

export type CssState = SimulatedState<SimulatedCluster, CssJob>;

const REASONS = [
  'The OBS bucket is not accessible.',
  'Failed to back up logs: read timed out.',
  'The agency does not have the required permission.',
] as const;

/** One account's CSS clusters, each with its log backups. */
export function createCssState(
  setting: Setting,
  identity: Identity,
  account: HuaweiAccount,
  size: { readonly clusters: number; readonly largest: number },
): CssState {
  const random = setting.random.fork(account.name);
  const timelines = new Map<string, Timeline<CssJob>>();
  const clusters = Array.from({ length: size.clusters }, (_, index) => {
    const plan = toFeedPlan(random, index, size.largest, 1);
    const id = random.uuid();
    const jobs = random.fork(id);
    const timeline = toTimeline(jobs, plan, setting.clock.startedAt, (time) => [createCssJob(jobs, id, time)]);
    timelines.set(id, timeline);
    return createCluster(random, index, id, plan, setting.clock.startedAt, timeline);
  });
  return new SimulatedState({
    name: account.name,
    cloud: account.cloud,
    clock: setting.clock,
    creating: '100',
    clusters,
    timelines,
    createJob: (scope, _clusterIds, createdAt) => createCssJob(random, scope, createdAt),
    toAccount: register(account, identity, random),
  });
}

function createCluster(
  random: Random,
  index: number,
  id: string,
  plan: FeedPlan,
  startedAt: number,
  timeline: Timeline<CssJob>,
): SimulatedCluster {
  const isNew = plan.count === 0 && index % 10 === 2;
  const firstJobAt = timeline.rows(-Infinity)[0]?.createdAt ?? startedAt;
  const createdAt = isNew ? Math.floor(startedAt / 1000) * 1000 - 300_000 : toBirth(random, firstJobAt);
  const [engine, engineVersion] = random.pick([
    ['elasticsearch', '7.10.2'],
    ['elasticsearch', '7.6.2'],
    ['opensearch', '2.19.0'],
    ['logstash', '7.10.0'],
  ]);
  return {
    id,
    name: toClusterName(random, index),
    createdAt,
    readyAt: createdAt + 900_000,
    status: toStatus(index),
    engine,
    engineVersion,
    nodeCount: random.pick([1, 3, 3, 3, 5, 6, 9]),
    action: index % 11 === 3 ? random.pick(['GROWING', 'REBOOTING', 'SNAPSHOTTING']) : '',
  };
}

/** Available, but for the few that are unavailable or could not be created. */
function toStatus(index: number): string {
  if (index % 17 === 5) return '300';
  return index % 23 === 7 ? '303' : '200';
}

function createCssJob(random: Random, clusterId: string, createdAt: number): CssJob {
  const fails = random.chance(0.05);
  return {
    key: random.uuid(),
    clusterIds: [clusterId],
    action: 'LogBackup',
    listedAt: createdAt,
    createdAt,
    startsAt: createdAt,
    finishesAt: createdAt + random.integer(20_000, 480_000),
    outcome: fails ? 'failed' : 'succeeded',
    reason: fails ? random.pick(REASONS) : '',
    jobId: random.hex(32),
    trigger: random.chance(0.85) ? 'Auto' : 'Manual',
    logPath: `css-backup-${createdAt}/css/log`,
  };
}

import type { JobTiming } from '../../job-times.js';
import { SimulatedState } from '../../state.js';
import type { SimulatedCluster } from '../../job.js';
import type { Random } from '../../random.js';
import type { Setting } from '../../service.js';
import { register, type HuaweiAccount } from '../accounts.js';
import { toTimeline } from '../feeds.js';
import type { Identity } from '../identity.js';
import { toClusterName } from '../names.js';
import { createGeminiDbJob, pickInstance, type GeminiDbJob } from './jobs.js';

export type GeminiDbState = SimulatedState<SimulatedCluster, GeminiDbJob>;

const DAY = 86_400_000;

const ENGINES = [
  ['cassandra', '3.11', 'in06'],
  ['mongodb', '4.0', 'in02'],
  ['influxdb', '1.8', 'in05'],
  ['redis', '6.2', 'in12'],
] as const;

/** One project's instances, and one list with the jobs of all of them. */
export function createGeminiDbState(setting: Setting, identity: Identity, account: HuaweiAccount): GeminiDbState {
  const random = setting.random.fork(account.name);
  const { geminiDbInstances, geminiDbJobs, geminiDbRecentJobs } = setting.size;
  const { startedAt } = setting.clock;
  const timing: JobTiming = { historyGapMs: (30 * DAY) / geminiDbRecentJobs, arrivalGapMs: 20_000, grainMs: 1000 };
  const all = createInstances(random, geminiDbInstances, startedAt, geminiDbJobs * timing.historyGapMs);
  const jobs = random.fork('jobs');
  const timeline = toTimeline(jobs, { count: geminiDbJobs, timing }, startedAt, (time) => [
    createGeminiDbJob(jobs, pickInstance(jobs, all, time), time),
  ]);
  return new SimulatedState({
    name: account.name,
    cloud: account.cloud,
    clock: setting.clock,
    creating: 'creating',
    clusters: all.filter((_, index) => !isGone(index)),
    timelines: new Map([['', timeline]]),
    createJob: (_scope, [id = ''], createdAt) => {
      const name = all.find((instance) => instance.id === id)?.name ?? 'nosql-unknown';
      return createGeminiDbJob(random, { id, name }, createdAt);
    },
    toAccount: register(account, identity, random),
  });
}

/** Oldest first; a third of them are older than the first job. */
function createInstances(random: Random, count: number, startedAt: number, spanMs: number): SimulatedCluster[] {
  const ages = Array.from({ length: count }, () => Math.floor((random.next() * 1.5 * spanMs) / 1000) * 1000);
  const newest = Math.floor(startedAt / 1000) * 1000;
  return ages.sort((a, b) => b - a).map((age, index) => createInstance(random, index, newest - age));
}

function createInstance(random: Random, index: number, createdAt: number): SimulatedCluster {
  const [engine, engineVersion, suffix] = random.pick(ENGINES);
  return {
    id: random.hex(32) + suffix,
    name: toClusterName(random, index),
    createdAt,
    readyAt: createdAt + 600_000,
    status: toStatus(index),
    engine,
    engineVersion,
    nodeCount: random.pick([1, 3, 3, 3, 5, 9]),
    action: index % 9 === 4 ? random.pick(['CREATE', 'GROWING', 'REBOOTING']) : '',
  };
}

/** Some instances have been deleted: only their jobs are left. */
function isGone(index: number): boolean {
  return index % 8 === 1;
}

function toStatus(index: number): string {
  const rare = new Map([
    [2, 'abnormal'],
    [5, 'frozen'],
    [8, 'data_disk_full'],
    [11, 'enlargefail'],
    [14, 'createfail'],
  ]);
  return rare.get(index % 24) ?? 'normal';
}

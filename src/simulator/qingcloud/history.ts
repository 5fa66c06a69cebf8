import { toArrivals, toHistory, type JobTiming } from '../job-times.js';
import type { Random } from '../random.js';
import { Timeline } from '../timeline.js';
import { partOf, type App } from './apps.js';
import { createCluster, toLivingStatus, type Life } from './clusters.js';
import type { QingCloudCluster, QingCloudJob } from './state.js';
import { createJob, toOrder, type Order } from './jobs.js';

const DAY = 86_400_000;
const SPAN_MS = 400 * DAY;

export interface AppHistory {
  readonly clusters: readonly QingCloudCluster[];
  readonly timeline: Timeline<QingCloudJob>;
}

/** Creates an app's clusters in a zone, with their past and future jobs. */
export function createHistory(
  random: Random,
  app: App,
  size: { readonly clusters: number; readonly jobs: number },
  startedAt: number,
): AppHistory {
  const count = partOf(size.jobs, app);
  const timing: JobTiming = { historyGapMs: SPAN_MS / Math.max(1, count), arrivalGapMs: 45_000, grainMs: 1000 };
  const end = app.isRetired ? startedAt - 90 * DAY : startedAt;
  const times = toHistory(random, count, end, timing);
  const clusters = createClusters(random, app, partOf(size.clusters, app), times, end);
  const past = toPast(random, clusters, times);
  const arrivals = toArrivals(random, startedAt, timing);
  const future = app.isRetired ? [].values() : toFuture(random, clusters, startedAt, arrivals);
  return { clusters, timeline: new Timeline(past, future) };
}

interface Times {
  readonly createdAt: number;
  readonly endsAt: number;
  /** The time of the newest job. */
  readonly newest: number;
  readonly now: number;
}

/** Clusters are created and deleted at the times of jobs, so that these jobs can be their create and delete jobs. */
function createClusters(random: Random, app: App, count: number, times: readonly number[], end: number) {
  const now = Math.floor(end / 1000) * 1000;
  const timeAt = (share: number) => times[Math.floor(share * times.length)] ?? now - DAY;
  return Array.from({ length: count }, (_, index) => {
    const birth = index === 0 ? 0 : 0.7 * random.next();
    const death = birth + (1 - birth) * (0.2 + 0.8 * random.next());
    const [createdAt, endsAt] = [timeAt(birth), timeAt(Math.min(death, 0.999))];
    const life = toLife(app, index, { createdAt, endsAt, newest: times.at(-1) ?? now, now });
    return createCluster(random, app, index, life);
  });
}

function toLife(app: App, index: number, times: Times): Life {
  const { createdAt, endsAt, newest, now } = times;
  if (app.isRetired || index % 6 === 1) return { createdAt, endsAt, status: index % 12 === 7 ? 'deleted' : 'ceased' };
  // One cluster has just been ordered, and some will be deleted in 15 minutes.
  if (app.from === 0 && index === 3) return { createdAt: newest, endsAt: Infinity, status: 'active' };
  const isDoomed = index % 10 === 2;
  return { createdAt, endsAt: isDoomed ? now + 900_000 : Infinity, status: toLivingStatus(index) };
}

/** One job for each time, oldest first. */
function toPast(random: Random, clusters: readonly QingCloudCluster[], times: readonly number[]): QingCloudJob[] {
  if (clusters.length === 0) return [];
  const events = toEvents(clusters);
  return times.map((time) => {
    const order = events.get(time)?.shift() ?? toOrder(random, presentAt(clusters, time));
    return createJob(random, order, time);
  });
}

function* toFuture(
  random: Random,
  clusters: readonly QingCloudCluster[],
  startedAt: number,
  times: Iterable<number>,
): Generator<QingCloudJob, undefined> {
  if (clusters.length === 0) return undefined;
  const doomed = clusters.filter(({ endsAt }) => endsAt > startedAt && endsAt < Infinity);
  for (const time of times) {
    const ended = doomed.findIndex(({ endsAt }) => endsAt <= time);
    const [cluster] = ended < 0 ? [] : doomed.splice(ended, 1);
    const order = cluster === undefined ? toOrder(random, presentAt(clusters, time)) : toEnd(cluster);
    yield createJob(random, order, time);
  }
  return undefined;
}

/** The jobs that created and deleted clusters, by their time. */
function toEvents(clusters: readonly QingCloudCluster[]): Map<number, Order[]> {
  const begun = clusters.map((cluster) => ({ time: cluster.createdAt, order: toBeginning(cluster) }));
  const ended = clusters.map((cluster) => ({ time: cluster.endsAt, order: toEnd(cluster) }));
  const byTime = Map.groupBy([...begun, ...ended], ({ time }) => time);
  return new Map([...byTime].map(([time, events]) => [time, events.map(({ order }) => order)]));
}

function toBeginning({ id, owner }: QingCloudCluster): Order {
  return { action: 'CreateCluster', clusterIds: [id], owner };
}

/** The system itself removes clusters that are unpaid or not restored, as in the documentation's example. */
function toEnd({ id, owner, status }: QingCloudCluster): Order {
  if (status === 'ceased') return { action: 'CeaseResources', clusterIds: [id], owner: 'system' };
  return { action: 'DeleteClusters', clusterIds: [id], owner };
}

/** The clusters that existed at a time; the first one if there were none. */
function presentAt(clusters: readonly QingCloudCluster[], time: number): readonly QingCloudCluster[] {
  const present = clusters.filter(({ createdAt, endsAt }) => createdAt <= time && time < endsAt);
  return present.length > 0 ? present : clusters.slice(0, 1);
}

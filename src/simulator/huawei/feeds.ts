import { toArrivals, toHistory, type JobTiming } from '../job-times.js';
import type { SimulatedJob } from '../job.js';
import type { Random } from '../random.js';
import { Timeline } from '../timeline.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long one cluster's list is, and how fast it grows. */
export interface FeedPlan {
  readonly count: number;
  readonly timing: JobTiming;
}

/** The first cluster has the longest list, every ninth a middling one, most have up to 30 rows and some none. */
export function toFeedPlan(random: Random, index: number, largest: number, grainMs: number): FeedPlan {
  if (index === 0) return { count: largest, timing: { historyGapMs: HOUR, arrivalGapMs: 90_000, grainMs } };
  if (index % 9 === 4) {
    const count = random.integer(largest >> 5, largest >> 3);
    return { count, timing: { historyGapMs: 2 * HOUR, arrivalGapMs: 8 * MINUTE, grainMs } };
  }
  const count = index % 5 === 2 ? 0 : random.integer(1, 30);
  return { count, timing: { historyGapMs: 12 * HOUR, arrivalGapMs: 3 * HOUR, grainMs } };
}

/** The list of a plan: its history up to `startedAt`, and then one job after the other. */
export function toTimeline<J extends SimulatedJob>(
  random: Random,
  plan: FeedPlan,
  startedAt: number,
  createJobs: (createdAt: number) => readonly J[],
): Timeline<J> {
  const history = toHistory(random, plan.count, startedAt, plan.timing).flatMap(createJobs).slice(-plan.count);
  return new Timeline(plan.count === 0 ? [] : history, toJobs(toArrivals(random, startedAt, plan.timing), createJobs));
}

function* toJobs<J>(times: Iterable<number>, createJobs: (createdAt: number) => readonly J[]): Generator<J, undefined> {
  for (const time of times) yield* createJobs(time);
  return undefined;
}

/** When a cluster was made: before its first job, on a whole second. */
export function toBirth(random: Random, firstJobAt: number): number {
  return Math.floor((firstJobAt - random.integer(10 * MINUTE, 400 * 24 * HOUR)) / 1000) * 1000;
}

import type { ClusterJobStatus } from '../generated/graphql.js';
import { endOf, isOpen, type Job } from '../fleet/job.js';
import { STATUSES } from '../fleet/view.js';

/** A job in an account's row. Lengths are pixels from the left end of the timeline. */
export interface Mark {
  readonly job: Job;
  readonly left: number;
  readonly width: number;
  /** 0 is the top. */
  readonly lane: number;
}

export interface Lanes {
  /** In the order of time, for the keyboard and screen readers. */
  readonly marks: readonly Mark[];
  readonly count: number;
  /** Jobs that find no free place in the lanes. */
  readonly hidden: number;
}

/** The position of a time on the timeline, in pixels. */
export type ToX = (timeMs: number) => number;

const GAP = 1;
const LEAST_WIDTH = 4;
/** Jobs that failed or run are the ones that readers look for. */
const LEAST_WIDTH_NOTABLE = 8;

/**
 * Puts jobs into lanes so that none covers another. Failed jobs are placed first and get the top lanes, then those that
 * run. Jobs without a start time have no place.
 */
export function toLanes(jobs: readonly Job[], toX: ToX, width: number, mostLanes: number, nowMs: number): Lanes {
  const rank = (status: ClusterJobStatus) => STATUSES.indexOf(status);
  const started = jobs.filter((job): job is Job & { createdAtMs: number } => job.createdAtMs !== undefined);
  const ordered = started.toSorted((a, b) => rank(a.status) - rank(b.status) || a.createdAtMs - b.createdAtMs);
  const lanes: Uint8Array[] = [];
  const marks: Mark[] = [];
  for (const job of ordered) {
    const { left, right } = extentOf(job, toX, width, nowMs);
    const isFree = (lane: Uint8Array) => !lane.subarray(left, right + GAP).includes(1);
    let index = lanes.findIndex(isFree);
    if (index < 0 && lanes.length < mostLanes) index = lanes.push(new Uint8Array(width + GAP)) - 1;
    lanes[index]?.fill(1, left, right + GAP);
    if (index >= 0) marks.push({ job, left, width: right - left, lane: index });
  }
  marks.sort((a, b) => a.left - b.left || a.lane - b.lane);
  return { marks, count: lanes.length, hidden: ordered.length - marks.length };
}

function extentOf(job: Job & { createdAtMs: number }, toX: ToX, width: number, nowMs: number) {
  const least = job.status === 'FAILED' || isOpen(job) ? LEAST_WIDTH_NOTABLE : LEAST_WIDTH;
  const within = (x: number) => Math.min(width, Math.max(0, Math.round(x)));
  const left = Math.min(within(toX(job.createdAtMs)), width - least);
  return { left, right: Math.min(width, Math.max(within(toX(endOf(job, nowMs))), left + least)) };
}

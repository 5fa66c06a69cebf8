import type { SimulatedJob } from '../../job.js';
import type { Random } from '../../random.js';

export interface DwsTask extends SimulatedJob {
  readonly logicalCluster: string;
  readonly log: string;
  /** How the row writes a value that does not exist yet: no document shows it, so both occur. */
  readonly empty: null | '';
}

/** The time from queueing to start. During it, a task is listed without a start time. */
const QUEUE_MS = 45_000;

/** The share of tasks that are listed twice with equal fields, as after a repeated click. */
const TWIN = 0.04;

const TYPES = [
  'Create',
  'Expand',
  'Grow',
  'Shrink',
  'Restart',
  'Restart',
  'Start',
  'Stop',
  'Delete',
  'Switch',
  'elasticExpand',
  'ShrinkElasticGroup',
] as const;
const LOGICAL_CLUSTERS = ['elastic_group', 'v3_logical', 'lc_etl', 'lc_adhoc', 'lc_bi', 'test_logical'] as const;
const REASONS = [
  'list index out of range\\nChecking whether the reentry command is consistent with the previous command.',
  'Expand from outside failed: wait for redistribution timed out.',
  'The node group is locked by another task.',
] as const;

/** The task that starts at that time, and sometimes its twin. */
export function createDwsTasks(random: Random, clusterId: string, createdAt: number): readonly [DwsTask, ...DwsTask[]] {
  const fails = random.chance(0.08);
  const action = random.pick(TYPES);
  const reason = fails ? random.pick(REASONS) : '';
  const task: DwsTask = {
    key: random.uuid(),
    clusterIds: [clusterId],
    action,
    listedAt: createdAt - QUEUE_MS,
    createdAt,
    startsAt: createdAt,
    finishesAt: createdAt + random.integer(10, 900) * 1000,
    outcome: fails ? 'failed' : 'succeeded',
    reason,
    logicalCluster: random.pick(LOGICAL_CLUSTERS),
    log: `${action} success`,
    empty: random.chance(0.5) ? null : '',
  };
  return random.chance(TWIN) ? [task, { ...task, key: random.uuid() }] : [task];
}

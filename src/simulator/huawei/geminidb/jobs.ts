import type { SimulatedCluster, SimulatedJob } from '../../job.js';
import type { Random } from '../../random.js';
import { firstAfter } from '../../timeline.js';

export interface GeminiDbJob extends SimulatedJob {
  readonly instanceName: string;
}

type Instance = Pick<SimulatedCluster, 'id' | 'name'>;

/** The wire has names that the documented filter does not list, such as that of its own example. */
const NAMES = [
  'CreateCassandra',
  'BackupInstance',
  'BackupInstance',
  'BackupInstance',
  'EnlargeInstance',
  'ReduceInstance',
  'RestartInstance',
  'RestartNode',
  'EnlargeInstanceVolume',
  'ResizeInstance',
  'UpgradeDbVersion',
  'BindPublicIP',
  'UnbindPublicIP',
  'ModifySecurityGroup',
  'ModifyPort',
] as const;
const REASONS = ['The instance is not available.', 'Insufficient quota of volumes.', 'Timed out.', ''] as const;

/** A job of an instance, which may be gone by now: the job keeps its name. */
export function createGeminiDbJob(random: Random, instance: Instance, createdAt: number): GeminiDbJob {
  const fails = random.chance(0.06);
  return {
    key: random.uuid(),
    clusterIds: [instance.id],
    action: random.pick(NAMES),
    listedAt: createdAt,
    createdAt,
    startsAt: createdAt,
    finishesAt: createdAt + random.integer(20, 1200) * 1000,
    outcome: fails ? 'failed' : 'succeeded',
    reason: fails ? random.pick(REASONS) : '',
    instanceName: instance.name,
  };
}

/** One of the instances that were there at that time; the oldest have the most jobs. `instances`: oldest first. */
export function pickInstance(random: Random, instances: readonly SimulatedCluster[], time: number): Instance {
  const there = Math.max(1, firstAfter(instances, time));
  return instances[Math.floor(random.next() ** 2 * there)] ?? { id: '', name: '' };
}

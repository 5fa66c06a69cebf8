import { SimulatedState, type StateParts } from '../state.js';
import type { SimulatedCluster, SimulatedJob } from '../job.js';
import type { ListedCluster, ListedJob } from '../account-state.js';
import type { App, AppVersion } from './apps.js';

export interface QingCloudCluster extends SimulatedCluster {
  readonly app: App;
  readonly version: AppVersion;
  readonly owner: string;
  readonly vxnetId: string;
  /** When it is deleted; Infinity: never. */
  readonly endsAt: number;
}

export interface QingCloudJob extends SimulatedJob {
  readonly owner: string;
  /** Its failure, if it fails, is one of only some of its clusters: `done with failure`. */
  readonly isPartial: boolean;
  /** The nodes that it changed, in addition to its clusters. */
  readonly nodeIds: readonly string[];
}

const GONE: readonly string[] = ['deleted', 'ceased'];

/** One zone of an account. A deleted cluster stays, with the status `deleted`; so does its app's list of jobs. */
export class QingCloudState extends SimulatedState<QingCloudCluster, QingCloudJob> {
  readonly zone: string;

  constructor(zone: string, parts: StateParts<QingCloudCluster, QingCloudJob>) {
    super(parts);
    this.zone = zone;
  }

  override statusOf(cluster: QingCloudCluster): string {
    if (GONE.includes(cluster.status)) return cluster.status;
    return this.now < cluster.endsAt ? super.statusOf(cluster) : 'deleted';
  }

  override clusters(): ListedCluster[] {
    return super.clusters().filter(({ status }) => !GONE.includes(status));
  }

  override jobs(scope?: string): ListedJob[] {
    return super.jobs(scope).sort(byNewest);
  }

  override deleteCluster(id: string): void {
    this.changeCluster(id, { status: 'deleted', action: '' });
  }
}

interface Ordered {
  readonly key: string;
  readonly createdAt: number | null;
}

/** The order of lists: the newest first, and by id within one second. */
export function byNewest(a: Ordered, b: Ordered): number {
  const later = (b.createdAt ?? Infinity) - (a.createdAt ?? Infinity);
  return later || (a.key < b.key ? -1 : Number(a.key > b.key));
}

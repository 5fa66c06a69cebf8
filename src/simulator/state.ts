import type { CloudName, SimulatedAccount } from './account.js';
import type { SimulatedClock } from './clock.js';
import { phaseOf, type SimulatedCluster, type SimulatedJob } from './job.js';
import type { Timeline } from './timeline.js';
import type { AccountState, JobChange, ListedCluster, ListedJob } from './account-state.js';

/** The parts of an account. */
export interface StateParts<C extends SimulatedCluster, J extends SimulatedJob> {
  readonly name: string;
  readonly cloud: CloudName;
  readonly clock: SimulatedClock;
  /** The provider's word for a cluster that is being created. */
  readonly creating: string;
  readonly clusters: readonly C[];
  /** By scope. */
  readonly timelines: ReadonlyMap<string, Timeline<J>>;
  /** A job of the provider's kind, created at that time. */
  createJob(scope: string, clusterIds: readonly string[], createdAt: number): J;
  toAccount(endpointOf: (cloud: CloudName) => string): SimulatedAccount;
}

/** The state of one account at any cloud. The clouds' own folders convert it to responses. */
export class SimulatedState<C extends SimulatedCluster, J extends SimulatedJob> implements AccountState {
  readonly name: string;
  readonly cloud: CloudName;
  readonly toAccount: AccountState['toAccount'];
  readonly #parts: StateParts<C, J>;
  readonly #clusters: Map<string, C>;
  readonly #timelines: Map<string, Timeline<J>>;
  #newest: readonly C[] | undefined;

  constructor(parts: StateParts<C, J>) {
    this.name = parts.name;
    this.cloud = parts.cloud;
    this.toAccount = (endpointOf) => parts.toAccount(endpointOf);
    this.#parts = parts;
    this.#clusters = new Map(parts.clusters.map((cluster) => [cluster.id, cluster]));
    this.#timelines = new Map(parts.timelines);
  }

  get now(): number {
    return this.#parts.clock.now();
  }

  cluster(id: string): C | undefined {
    return this.#clusters.get(id);
  }

  /** The records themselves, newest first. */
  newestClusters(): readonly C[] {
    this.#newest ??= [...this.#clusters.values()].sort((a, b) => b.createdAt - a.createdAt);
    return this.#newest;
  }

  statusOf(cluster: C): string {
    return this.now < cluster.readyAt ? this.#parts.creating : cluster.status;
  }

  timeline(scope: string): Timeline<J> | undefined {
    return this.#timelines.get(scope);
  }

  scopes(): string[] {
    return [...this.#timelines.keys()];
  }

  clusters(): ListedCluster[] {
    return this.newestClusters().map((cluster) => this.#toListedCluster(cluster));
  }

  jobs(scope?: string): ListedJob[] {
    const scopes = scope === undefined ? this.scopes() : [scope];
    const jobs = scopes.flatMap((each) => this.#rows(each).map((job) => this.#toListedJob(each, job)));
    return scopes.length === 1 ? jobs : jobs.sort((a, b) => (b.createdAt ?? Infinity) - (a.createdAt ?? Infinity) || 0);
  }

  insertJob(scope: string, clusterIds: readonly string[], change: JobChange = {}): ListedJob {
    const createdAt = change.createdAt ?? this.now;
    const job = { ...this.#parts.createJob(scope, clusterIds, createdAt), listedAt: this.now, ...change };
    this.#require(scope).insert(this.now, job);
    return this.#toListedJob(scope, job);
  }

  deleteJob(key: string): void {
    const [, timeline] = this.#find(key);
    timeline.remove(this.now, key);
  }

  changeJob(key: string, change: JobChange): ListedJob {
    const [scope, timeline, job] = this.#find(key);
    const changed = { ...job, ...change };
    timeline.replace(this.now, changed);
    return this.#toListedJob(scope, changed);
  }

  changeCluster(id: string, change: Partial<Omit<SimulatedCluster, 'id'>>): ListedCluster {
    const cluster = this.#clusters.get(id);
    if (cluster === undefined) throw new Error(`${this.name} has no cluster ${id}.`);
    const changed = { ...cluster, ...change };
    this.#clusters.set(id, changed);
    this.#newest = undefined;
    return this.#toListedCluster(changed);
  }

  deleteCluster(id: string): void {
    this.#clusters.delete(id);
    this.#timelines.delete(id);
    this.#newest = undefined;
  }

  #rows(scope: string): J[] {
    return this.#require(scope).newest(this.now, 0, Infinity);
  }

  #require(scope: string): Timeline<J> {
    const timeline = this.#timelines.get(scope);
    if (timeline === undefined) throw new Error(`${this.name} has no list of jobs for "${scope}".`);
    return timeline;
  }

  #find(key: string): [string, Timeline<J>, J] {
    for (const [scope, timeline] of this.#timelines) {
      const job = timeline.find(this.now, key);
      if (job !== undefined) return [scope, timeline, job];
    }
    throw new Error(`${this.name} has no job ${key}.`);
  }

  #toListedCluster(cluster: C): ListedCluster {
    const { id, name, action, engine, engineVersion, nodeCount, createdAt } = cluster;
    return { id, name, status: this.statusOf(cluster), action, engine, engineVersion, nodeCount, createdAt };
  }

  #toListedJob(scope: string, job: J): ListedJob {
    const { now } = this;
    const { key, clusterIds, action } = job;
    const phase = phaseOf(job, now);
    const createdAt = job.createdAt > now && phase === 'pending' ? null : job.createdAt;
    const finishedAt = phase === 'succeeded' || phase === 'failed' ? job.finishesAt : null;
    return {
      key,
      scope,
      clusterIds,
      action,
      phase,
      createdAt,
      finishedAt,
      reason: phase === 'failed' ? job.reason : '',
    };
  }
}

import type { Cluster, ClusterKey, ClusterStatus } from '../domain/cluster.js';
import { toClusterId, toJobId, toResourceName } from '../domain/ids.js';
import type { ClusterJob, ClusterJobDetails, ClusterJobKey, ClusterJobStatus } from '../domain/job.js';
import type { Account, CloudProvider } from '../domain/provider.js';
import type { Page } from '../paging/connection-page.js';
import type { Entry } from '../paging/entry.js';

// What the resolvers pass to each other, type by type: `codegen.yml` maps the schema's types to these. They have the
// graph's fields, so that a field of a row costs no call: for a thousand jobs, resolvers would be fifteen thousand.

export type AccountModel = Account;

/** A field of a cluster: `null` where the cluster is gone, an error where it could not be read. */
type Told<Name extends keyof Cluster> = Cluster[Name] | Error | null;

/** A cluster by its key, with what was read of it. */
export class ClusterModel {
  #id: string | undefined;

  constructor(
    readonly account: AccountModel,
    readonly key: ClusterKey,
    readonly read: Cluster | null,
    /** Why it was not read, though it should have been. */
    readonly fault: Error | null = null,
  ) {}

  get __typename() {
    return 'Cluster' as const;
  }
  get id(): string {
    return (this.#id ??= toClusterId(this.key));
  }
  get resourceName(): string {
    return toResourceName(this.key);
  }
  get provider(): CloudProvider {
    return this.key.provider;
  }
  get nativeId(): string {
    return this.key.nativeId;
  }
  get name(): Told<'name'> {
    return this.read ? this.read.name : this.fault;
  }
  get status(): ClusterStatus | Error | null {
    return this.read ? this.read.status : this.fault;
  }
  get nativeStatus(): Told<'nativeStatus'> {
    return this.read ? this.read.nativeStatus : this.fault;
  }
  get engine(): Told<'engine'> {
    return this.read ? this.read.engine : this.fault;
  }
  get engineVersion(): Told<'engineVersion'> {
    return this.read ? this.read.engineVersion : this.fault;
  }
  get nodeCount(): Told<'nodeCount'> {
    return this.read ? this.read.nodeCount : this.fault;
  }
  get createdAt(): Told<'createdAt'> {
    return this.read ? this.read.createdAt : this.fault;
  }
}

/** A job as it was read, with what finds it again. */
export class ClusterJobModel {
  #id: string | undefined;

  constructor(
    readonly account: AccountModel,
    readonly scope: string,
    readonly identity: string,
    readonly job: ClusterJob,
  ) {}

  get __typename() {
    return 'ClusterJob' as const;
  }
  get id(): string {
    return (this.#id ??= toJobId(this.key));
  }
  get key(): ClusterJobKey {
    const { scope, identity, createdAt } = this;
    return { account: this.account.name, scope, identity, createdAt };
  }
  get provider(): CloudProvider {
    return this.account.provider;
  }
  get nativeId(): string | null {
    return this.job.nativeId;
  }
  get action(): string | null {
    return this.job.action;
  }
  get status(): ClusterJobStatus {
    return this.job.status;
  }
  get nativeStatus(): string | null {
    return this.job.nativeStatus;
  }
  get createdAt(): number | null {
    return this.job.createdAt;
  }
  get finishedAt(): number | null {
    return this.job.finishedAt;
  }
  get progress(): number | null {
    return this.job.progress;
  }
  get failureReason(): string | null {
    return this.job.failureReason;
  }
  get details(): ClusterJobDetails {
    return this.job.details;
  }
}

export interface UnavailableModel {
  readonly account: AccountModel;
  /** Where one cluster's list is unavailable. */
  readonly clusterKey: ClusterKey | null;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

/** One page of a list. Cursors are written only where they are selected; what keeps one from it is its field's error. */
export class ConnectionModel<T, Node> {
  constructor(
    readonly page: Page<T>,
    readonly nodes: readonly Node[],
    readonly unavailable: readonly UnavailableModel[],
  ) {}

  get edges(): readonly EdgeModel<T, Node>[] {
    return this.page.entries.flatMap((entry, index) => {
      const node = this.nodes[index];
      return node === undefined ? [] : [new EdgeModel(this.page, entry, node)];
    });
  }
  get pageInfo(): PageInfoModel {
    return new PageInfoModel(this.page);
  }
  get since(): number | null {
    return this.page.since;
  }
  /** Asked only when it is selected. */
  totalCount(): Promise<number | null> {
    return this.page.countTotal();
  }
}

class EdgeModel<T, Node> {
  constructor(
    readonly page: Page<T>,
    readonly entry: Entry<T>,
    readonly node: Node,
  ) {}

  get cursor(): string | Error {
    return written(() => this.page.cursorOf(this.entry));
  }
}

export class PageInfoModel {
  constructor(readonly page: Pick<Page<unknown>, 'hasNextPage' | 'hasPreviousPage' | 'startCursor' | 'endCursor'>) {}

  get hasNextPage(): boolean {
    return this.page.hasNextPage;
  }
  get hasPreviousPage(): boolean {
    return this.page.hasPreviousPage;
  }
  get startCursor(): string | null | Error {
    return written(() => this.page.startCursor);
  }
  get endCursor(): string | null | Error {
    return written(() => this.page.endCursor);
  }
}

function written<T>(write: () => T): T | Error {
  try {
    return write();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

export type ClusterConnectionModel = ConnectionModel<Cluster, ClusterModel>;
export type ClusterJobConnectionModel = ConnectionModel<ClusterJob, ClusterJobModel>;

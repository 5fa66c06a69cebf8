import type { Cluster } from '../domain/cluster.js';
import { toError } from '../domain/errors.js';
import type { ClusterJob } from '../domain/job.js';
import type { Account } from '../domain/provider.js';
import type { Page } from '../paging/connection-page.js';
import type { Entry } from '../paging/merge/entry.js';
import { toInt } from './int.js';
import { toDateTime } from './scalars.js';
import type { ClusterJobModel, ClusterModel, UnavailableModel } from './model.js';

/**
 * One page of a list. Values that cost work are computed when they are selected, and kept, because compiled execution
 * reads a field several times. If a cursor cannot be encoded, that is the error of its field.
 */
export class ConnectionModel<T, Node> {
  #edges: readonly EdgeModel<T, Node>[] | undefined;
  #pageInfo: PageInfoModel | undefined;

  constructor(
    readonly page: Page<T>,
    readonly nodes: readonly Node[],
    readonly unavailable: readonly UnavailableModel[],
    /** Set if all rows come from one account. */
    readonly account: Account | undefined,
  ) {}

  get edges(): readonly EdgeModel<T, Node>[] {
    return (this.#edges ??= this.page.entries.flatMap((entry, index) => {
      const node = this.nodes[index];
      return node === undefined ? [] : [new EdgeModel(this.page, entry, node)];
    }));
  }
  get pageInfo(): PageInfoModel {
    return (this.#pageInfo ??= new PageInfoModel(this.page));
  }
  get asOf(): string | null {
    const { asOf } = this.page;
    return asOf === null ? null : toDateTime(asOf);
  }
  get since(): string | null {
    const { since } = this.page;
    return since === null ? null : toDateTime(since);
  }
  async totalCount(): Promise<number | null> {
    const total = toInt(await this.page.countTotal(), 'number of matching rows', this.account);
    if (total instanceof Error) throw total;
    return total;
  }
}

class EdgeModel<T, Node> {
  #cursor: string | Error | undefined;

  constructor(
    readonly page: Page<T>,
    readonly entry: Entry<T>,
    readonly node: Node,
  ) {}

  get cursor(): string | Error {
    return (this.#cursor ??= tryEncode(() => this.page.cursorOf(this.entry)));
  }
}

type PageEnds = Pick<Page<unknown>, 'hasNextPage' | 'hasPreviousPage' | 'startCursor' | 'endCursor'>;

export class PageInfoModel {
  readonly #page: PageEnds;
  #hasPreviousPage: boolean | undefined;
  #hasNextPage: boolean | undefined;
  #startCursor: string | null | Error | undefined;
  #endCursor: string | null | Error | undefined;

  constructor(page: PageEnds) {
    this.#page = page;
  }

  get hasNextPage(): boolean {
    return (this.#hasNextPage ??= this.#page.hasNextPage);
  }
  get hasPreviousPage(): boolean {
    return (this.#hasPreviousPage ??= this.#page.hasPreviousPage);
  }
  get startCursor(): string | null | Error {
    if (this.#startCursor === undefined) this.#startCursor = tryEncode(() => this.#page.startCursor);
    return this.#startCursor;
  }
  get endCursor(): string | null | Error {
    if (this.#endCursor === undefined) this.#endCursor = tryEncode(() => this.#page.endCursor);
    return this.#endCursor;
  }
}

function tryEncode<T>(encode: () => T): T | Error {
  try {
    return encode();
  } catch (error) {
    return toError(error);
  }
}

export type ClusterJobEdgeModel = EdgeModel<ClusterJob, ClusterJobModel>;
export type ClusterConnectionModel = ConnectionModel<Cluster, ClusterModel>;
export type ClusterJobConnectionModel = ConnectionModel<ClusterJob, ClusterJobModel>;

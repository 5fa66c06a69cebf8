import type { ConformanceService } from '../providers/conformance/index.js';

/** One record of the made-up service, as it sends it. */
export interface SentOperation {
  readonly uid: string;
  readonly cluster: string;
  readonly verb: string;
  readonly state: string;
  readonly began: string;
}

/** A page as it is sent. The list may be missing or `null`, and so may the token; "" is no token either. */
export interface SentPage {
  readonly items?: readonly (SentOperation | null)[] | null | undefined;
  readonly nextPageToken?: string | null;
}

/**
 * A made-up managed service whose lists have tokens and nothing else: no offset, no page number, no total. A token
 * identifies the record before the next page, so added and removed records do not move that page.
 */
export class TokenService implements ConformanceService {
  /** Newest first. */
  operations: SentOperation[] = [];
  calls = 0;
  beforeCall: () => void = () => undefined;
  /** Changes each page before it is sent. */
  edit: (page: SentPage) => SentPage = (page) => page;
  #made = 0;

  constructor(readonly name: string) {}

  ids(): string[] {
    return this.operations.map(({ uid }) => uid);
  }

  insert(createdAt: number): void {
    const number = this.#made++;
    const uid = `${this.name}-${String(number).padStart(6, '0')}`;
    const began = new Date(createdAt).toISOString();
    this.operations.unshift({ uid, cluster: `c${number % 3}`, verb: 'Resize', state: 'done', began });
    this.operations.sort((a, b) => (this.#keyOf(a) < this.#keyOf(b) ? 1 : -1));
  }

  remove(index: number): void {
    this.operations.splice(index, 1);
  }

  async listOperations(pageSize: number, pageToken?: string): Promise<SentPage> {
    this.calls++;
    this.beforeCall();
    await Promise.resolve();
    if (pageSize < 1 || pageSize > 40) throw new RangeError('A page has 1 to 40 items.');
    const behind = pageToken === undefined ? undefined : Buffer.from(pageToken, 'base64url').toString();
    const rest = this.operations.filter((item) => behind === undefined || this.#keyOf(item) < behind);
    const items = rest.slice(0, pageSize);
    const last = items.at(-1);
    const hasMore = last !== undefined && rest.length > items.length;
    return this.edit(
      hasMore ? { items, nextPageToken: Buffer.from(this.#keyOf(last)).toString('base64url') } : { items },
    );
  }

  async listClusters(): Promise<readonly string[]> {
    return Promise.resolve(['c0', 'c1', 'c2']);
  }

  #keyOf({ began, uid }: SentOperation): string {
    return `${began}/${uid}`;
  }
}

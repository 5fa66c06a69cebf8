/** One record of the made-up service, as it sends it. */
export interface SentOperation {
  readonly uid: string;
  readonly cluster: string;
  readonly verb: string;
  readonly state: string;
  readonly began: string;
}

export interface SentPage<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextPageToken?: string;
}

/**
 * A made-up managed service whose lists have tokens and nothing else: no offset, no page number, no total. A token
 * names the record that it stands behind, so records that come or go do not move the next page.
 */
export class TokenService {
  /** Newest first. */
  operations: SentOperation[] = [];
  calls = 0;
  /** What happens at the service before it answers. */
  beforeCall: () => void = () => undefined;
  #made = 0;

  constructor(readonly name: string) {}

  insert(began: number): SentOperation {
    const number = this.#made++;
    const uid = `${this.name}-${String(number).padStart(6, '0')}`;
    const operation = {
      uid,
      cluster: `c${number % 3}`,
      verb: 'Resize',
      state: 'done',
      began: new Date(began).toISOString(),
    };
    this.operations.unshift(operation);
    this.operations.sort((a, b) => (this.#keyOf(a) < this.#keyOf(b) ? 1 : -1));
    return operation;
  }

  remove(index: number): void {
    this.operations.splice(index, 1);
  }

  async listOperations(pageSize: number, pageToken?: string): Promise<SentPage<SentOperation>> {
    this.calls++;
    this.beforeCall();
    await Promise.resolve();
    if (pageSize < 1 || pageSize > 40) throw new RangeError('A page has 1 to 40 items.');
    const behind = pageToken === undefined ? undefined : Buffer.from(pageToken, 'base64url').toString();
    const rest = this.operations.filter((item) => behind === undefined || this.#keyOf(item) < behind);
    const items = rest.slice(0, pageSize);
    const last = items.at(-1);
    const hasMore = last !== undefined && rest.length > items.length;
    return hasMore ? { items, nextPageToken: Buffer.from(this.#keyOf(last)).toString('base64url') } : { items };
  }

  async listClusters(): Promise<SentPage<string>> {
    return Promise.resolve({ items: ['c0', 'c1', 'c2'] });
  }

  #keyOf({ began, uid }: SentOperation): string {
    return `${began}/${uid}`;
  }
}

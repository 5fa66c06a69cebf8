import type { PaginationStyle } from '../../src/paging/list/pagination-style.js';
import type { Feed, Page, PageRequest, Row } from '../../src/paging/feed.js';
import type { TimedRow } from '../../src/paging/list/timed-row.js';
import type { Random } from './random.js';

export interface Item {
  readonly id: string;
  readonly kind: number;
}

export interface MovingListOptions {
  readonly style: PaginationStyle;
  readonly reportsTotal: boolean;
  /** Rejects offsets beyond the documented reach. */
  readonly walled?: boolean;
  /** Lowers larger limits without an error. */
  readonly limitCap?: number;
  /** Rejects a larger limit. */
  readonly largestLimit?: number;
  readonly twins?: boolean;
  /** Both edges belong to a time window; otherwise only the older one. */
  readonly endInclusive?: boolean;
}

/** The list could not be read, for the time being. */
export class Outage extends Error {}

/**
 * A list behind one endpoint that enforces its pagination style: a call that violates it gets an error that no test
 * expects. `beforeCall` adds and removes rows between calls.
 */
export class MovingList {
  /** Newest first. */
  rows: TimedRow<Item>[] = [];
  calls: PageRequest[] = [];
  isDown = false;
  beforeCall: () => void = () => undefined;
  /** Changes a request, for a service that ignores or lowers its values. */
  alterRequest: (request: PageRequest) => PageRequest = (request) => request;
  /** Changes a correct page into a wrong one. */
  alterPage: (page: Page<Item>, request: PageRequest) => Page<Item> = (page) => page;
  /** Shuffles rows of equal times at each call, like a database that sorts by time alone. */
  tieOrder: Random | undefined;
  /** The identities of rows without a time. */
  readonly untimed = new Set<string>();
  #made = 0;

  constructor(
    readonly name: string,
    readonly options: MovingListOptions,
  ) {}

  /** Adds a row above all others; `time` must not be older than theirs. */
  insert(time: number, kind = 0, random?: Random): void {
    const id = this.options.twins ? `twin-${time}-${kind % 2}` : `${this.name}-${this.#made++}`;
    let ties = 0;
    // A tie may be listed anywhere among its like, and stays there; a twin above its own, by whose number it is known.
    while (this.rows[ties]?.time === time && this.rows[ties]?.identity !== id) ties++;
    const at = random ? random.below(ties + 1) : 0;
    this.rows.splice(at, 0, { time, identity: id, value: { id, kind } });
  }

  /** Adds a row between two rows. `time` must be the time of one of them. */
  admit(at: number, time: number, kind: number): void {
    const id = `${this.name}-${this.#made++}`;
    this.rows.splice(at, 0, { time, identity: id, value: { id, kind } });
  }

  remove(index: number): void {
    this.rows.splice(index, 1);
  }

  feed(): Feed<Item> {
    const { style, twins = false } = this.options;
    return { key: this.name, style, twins, fetch: (request) => this.#fetch(request) };
  }

  async #fetch(request: PageRequest): Promise<Page<Item> | 'rejected'> {
    this.calls.push(request);
    this.beforeCall();
    await Promise.resolve();
    if (this.isDown) throw new Outage(`${this.name} is down`);
    this.#assertRules(request);
    const { style, walled, limitCap = Infinity, largestLimit = Infinity, reportsTotal } = this.options;
    if (style.unit !== 'whole' && request.limit > largestLimit) return 'rejected';
    if (walled && style.reach !== undefined && request.offset > style.reach) return 'rejected';
    const rows = this.#reordered(this.#visible(request));
    const altered = this.alterRequest(request);
    const limit = style.unit === 'whole' ? Infinity : Math.min(altered.limit, limitCap);
    const start = style.unit === 'page' ? (altered.offset - style.origin) * limit : altered.offset - style.origin;
    const page = { rows: rows.slice(start, start + limit).map((row) => this.#toWire(row)) };
    return this.alterPage(reportsTotal ? { ...page, total: rows.length } : page, request);
  }

  #toWire(row: TimedRow<Item>): Row<Item> {
    return this.untimed.has(row.identity) ? { ...row, time: undefined } : row;
  }

  #reordered(rows: readonly TimedRow<Item>[]): readonly TimedRow<Item>[] {
    const { tieOrder } = this;
    if (!tieOrder) return rows;
    const ranks = new Map(rows.map((row) => [row, tieOrder.next()]));
    return rows.toSorted((a, b) => (a.time === b.time ? (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) : b.time - a.time));
  }

  #visible({ window }: PageRequest): readonly TimedRow<Item>[] {
    if (!window) return this.rows;
    return this.rows.filter(
      ({ time }) =>
        time >= window.from && (time < window.to || (this.options.endInclusive === true && time === window.to)),
    );
  }

  #assertRules({ offset, limit, window }: PageRequest): void {
    const { style } = this.options;
    const { limits } = style;
    const fits = 'min' in limits ? limit >= limits.min && limit <= limits.max : limits.includes(limit);
    if (style.unit !== 'whole' && !fits) throw new RangeError(`${this.name}: limit ${limit}`);
    if (!Number.isInteger(offset) || offset < style.origin) throw new RangeError(`${this.name}: offset ${offset}`);
    if ((style.windowMs === undefined) !== (window === undefined)) throw new RangeError(`${this.name}: window`);
    if (window && window.to - window.from > (style.windowMs ?? 0))
      throw new RangeError(`${this.name}: window too long`);
    if (window && (window.to % 1000 || window.from % 1000)) throw new RangeError(`${this.name}: window in fractions`);
  }
}

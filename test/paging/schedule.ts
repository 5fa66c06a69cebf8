import { ListFault } from '../../src/paging/errors.js';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import type { Direction } from '../../src/paging/sort-key.js';
import type { TimeRange } from '../../src/paging/source.js';
import { type Item, MovingList, Outage, type MovingListOptions } from './moving-list.js';
import { Random } from './random.js';
import { disorderIn, numbered } from './walk-checks.js';
import { type Walked, walkAll } from './walking.js';

const SECOND = 1000;
const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 21, 8);

export interface ScheduleTraits {
  /** Rows of one time come in another order at each call. A walk may fail then, and its schedule ends. */
  readonly reordersTies?: boolean;
  /** No rows come or go. */
  readonly isStill?: boolean;
}

/** A random sequence of events in some lists during a walk, generated from a seed. */
export class Schedule {
  readonly random: Random;
  readonly lists: MovingList[];
  readonly direction: Direction;
  readonly range: TimeRange;
  readonly matches: ((item: Item) => boolean) | undefined;
  now = START;
  /** The number of pages that report a correct but fast-moving list as faulty. */
  givenUp = 0;
  readonly #outages: boolean;
  readonly #areTotalsWrong: boolean;
  readonly #size: number;
  #pages = 0;
  /** Rows that were behind a wall at some time. */
  readonly #hidden = new Set<string>();

  constructor(
    readonly seed: number,
    options: readonly MovingListOptions[],
    readonly traits: ScheduleTraits = {},
  ) {
    this.random = new Random(seed);
    this.direction = this.random.pick(['forward', 'backward']);
    this.#outages = this.random.chance(1 / 3) && traits.reordersTies !== true;
    this.#areTotalsWrong = this.random.chance(0.2) && traits.reordersTies !== true;
    this.#size = Math.ceil(this.random.pick([0, 3, 20, 60, 200, 600]) / Math.sqrt(options.length));
    this.matches = this.random.chance(0.3) ? (item) => item.kind === 0 : undefined;
    this.range = this.#range();
    this.lists = options.map((option, index) => this.#fill(new MovingList(`list-${index}`, option)));
  }

  /** Mostly everything; now and then only a span of it. */
  #range(): TimeRange {
    if (this.random.chance(0.6)) return {};
    const from = START - this.random.below(80) * DAY;
    return this.random.chance(0.5) ? { from } : { from, before: from + this.random.below(70) * DAY };
  }

  #fill(list: MovingList): MovingList {
    const size = this.random.below(this.#size + 1);
    const ties = this.random.pick([0.3, 0.3, 0.9]);
    const span = this.random.pick([0.1, 20, 65]) * DAY;
    let time = START - span;
    for (let index = 0; index < size; index++) {
      if (!this.random.chance(ties)) time += SECOND * Math.ceil((this.random.next() * span) / size / SECOND);
      list.insert(time, this.random.below(3), this.random);
    }
    // A service that lowers limits without an error and also reports a wrong total cannot be detected. With a wrong
    // total, the positions of twins are unknown.
    if (this.#areTotalsWrong && list.options.limitCap === undefined && !list.options.twins) {
      list.alterPage = ({ rows, total }) => ({ rows, total: total && Math.max(0, total + this.random.below(9) - 4) });
    }
    if (this.traits.reordersTies === true) list.tieOrder = this.random;
    if (this.traits.isStill === true) return list;
    list.beforeCall = () => {
      this.#move(list);
    };
    return list;
  }

  /** Records the rows behind the wall. A backward walk that starts behind the wall gets an error and no rows. */
  #hide(list: MovingList): void {
    const { walled, style, limitCap = Infinity } = list.options;
    if (!walled || style.reach === undefined || !('max' in style.limits)) return;
    const reachable = style.reach - style.origin + Math.min(style.limits.max, limitCap);
    const hidden =
      this.direction === 'forward' || list.rows.length < reachable ? list.rows.slice(reachable) : list.rows;
    for (const { identity } of hidden) this.#hidden.add(`${list.name}/${identity}`);
  }

  /** The events between two calls. */
  #move(list: MovingList): void {
    this.now += this.random.below(3) * SECOND;
    // A walk towards the head of a list that grows faster than its pages would never end.
    if (list.calls.length < 60 && this.random.chance(0.3)) this.#insertSome(list);
    if (!list.options.twins && this.random.chance(0.3)) this.#removeSome(list);
    if (!list.options.twins && this.random.chance(0.15)) this.#admitSome(list);
    this.#hide(list);
    // Outages must end, so that a walk that waits for a source ends too.
    if (this.#outages) list.isDown = this.random.chance(list.isDown ? 0.6 : 0.15) && this.#pages < 400;
  }

  #insertSome(list: MovingList): void {
    const count = this.random.pick([1, 1, 2, 5, 30]);
    for (let index = 0; index < count; index++) {
      const newest = list.rows[0]?.time ?? this.now;
      list.insert(
        this.random.chance(0.3) ? newest : Math.max(newest, Math.floor(this.now / SECOND) * SECOND),
        this.random.below(3),
        this.random,
      );
    }
  }

  /** Inserts jobs at any position, as into a list filtered by status when the status of a job changes. */
  #admitSome(list: MovingList): void {
    for (let count = this.random.pick([1, 2, 5]); count > 0; count--) {
      const at = this.random.below(list.rows.length);
      const time = list.rows[this.random.chance(0.5) ? at : at - 1]?.time;
      if (time !== undefined) list.admit(at, time, this.random.below(3));
    }
  }

  #removeSome(list: MovingList): void {
    const count = this.random.pick([1, 1, 3, 10]);
    for (let index = 0; index < count && list.rows.length > 0; index++)
      list.remove(this.random.below(list.rows.length));
  }

  /** Walks, and returns the violations: duplicate, missing and unordered rows. */
  async run(): Promise<readonly string[]> {
    const before = this.#visible();
    const walked = await this.#walk();
    if (!walked) return [];
    const after = new Set(this.#visible());
    const keys = walked.seen.map(({ key }) => key);
    const seen = new Set(keys);
    const faults = keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `seen twice: ${key}`);
    const missed = before.filter((key) => after.has(key) && !seen.has(key) && !this.#hidden.has(key));
    faults.push(...missed.map((key) => `missed: ${key}`));
    for (const list of this.lists)
      faults.push(
        ...disorderIn(
          walked.seen.filter(({ key }) => key.startsWith(`${list.name}/`)),
          this.direction,
        ),
      );
    const failures = walked.pages.flatMap((page) => page.failures.map(({ error }) => error));
    this.givenUp = failures.filter((error) => isUndue(error)).length;
    if (failures.length === 0) faults.push(...disorderIn(walked.seen, this.direction));
    return faults;
  }

  /** `undefined`: the walk failed because it could not be shown to be complete. */
  async #walk(): Promise<Walked | undefined> {
    try {
      return await walkAll({
        lists: this.lists,
        direction: this.direction,
        pageSize: () => this.random.pick([1, 2, 3, 7, 10, 20, 33, 50, 300]),
        range: this.range,
        matches: this.matches,
        part: this.#part(),
        scanRows: this.random.pick([5000, 60]),
        now: () => this.now,
        learned: this.#learned(),
        between: () => {
          this.#pages++;
        },
        stopsAtFailure: this.traits.reordersTies === true,
      });
    } catch (error) {
      if (!(error instanceof ListFault) || this.traits.reordersTies !== true) throw error;
      this.givenUp++;
      return undefined;
    }
  }

  /** Random facts about an earlier state of the lists, which may have been very different. */
  #learned(): LearnedEndpoints {
    const learned = new LearnedEndpoints();
    if (this.random.chance(0.5)) return learned;
    for (const { name, rows } of this.lists) {
      const past = learned.list(name);
      past.rows = this.random.below(rows.length * 2 + 1);
      past.share = { part: this.random.below(100) / 100, of: this.lists.length };
      if (this.random.chance(0.3)) past.doubted = 10 + this.random.below(rows.length);
    }
    return learned;
  }

  /** Twins are distinguished by counting all of them. */
  #part() {
    const isUsed = this.matches && this.random.chance(0.5) && !this.lists.some(({ options }) => options.twins);
    return isUsed ? { of: ({ kind }: Item) => [`${kind}`], name: '0' } : undefined;
  }

  /** The keys of the rows that the walk selects now. */
  #visible(): string[] {
    const { from = -Infinity, before = Infinity } = this.range;
    return this.lists.flatMap((list) => {
      const span = list.options.style.windowMs;
      const oldest =
        span !== undefined && this.range.from === undefined ? Math.min(before, START) - span + 10 * 60 * SECOND : from;
      const isDemanded = ({ time, value }: MovingList['rows'][number]) =>
        time >= oldest && time < before && (!this.matches || this.matches(value));
      const keys = list.options.twins ? numbered(list) : list.rows.map((row) => `${list.name}/${row.identity}`);
      return keys.filter((_, index) => {
        const row = list.rows[index];
        return row !== undefined && isDemanded(row);
      });
    });
  }
}

/** Whether an error reports a correct list as faulty, because the list moved too fast. */
function isUndue(error: Error): boolean {
  return !(error instanceof Outage || (error instanceof ListFault && error.code === 'UPSTREAM_LIMIT'));
}

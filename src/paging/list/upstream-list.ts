import { isDoubtful, type ListSource, readChunk } from './fetch-range.js';
import { extendNewer, extendOlder } from './extend.js';
import { Disorder } from '../errors.js';
import type { Feed, TimeWindow } from '../feed.js';
import type { Learned, LearnedList } from './learned-limits.js';
import type { Direction, Place } from '../sort-key.js';
import { joinOpenings, type Opening, type Sought, type Window } from './range-requests.js';
import { Run } from './segment.js';
import { firstWindow, type Hint, look, mayRest, seek } from './seek.js';
import { isSorted, sortRows } from './sorting.js';
import { readWhole } from './read-unsorted.js';

/** One read of a list: a new part of it, or more of a known part at either end. */
type Read<T> = Opening | Growth<T>;

interface Growth<T> {
  readonly kind: Direction;
  readonly run: Run<T>;
  readonly want: number;
}

/** A read that waits for the others of its tick. */
interface Asked<T> {
  readonly read: Read<T>;
  readonly resolve: (run: Promise<Run<T>>) => void;
}

/** What plans together what it was asked in one tick. */
export interface Planner {
  /** Does not throw. */
  plan(): void;
}

/** Lets all that is asked in one tick be planned at its end. */
export interface Ticks {
  schedule(planner: Planner): void;
}

/**
 * One upstream list during one operation. Whatever walks read of it they share: reads of the same tick are planned
 * together, and what was read once is not read again.
 */
export class FeedList<T> implements ListSource<T>, Planner {
  readonly #runs: Run<T>[] = [];
  #asked: Asked<T>[] = [];
  #whole: Promise<Run<T>> | undefined;
  doubtedCap: number | undefined;

  constructor(
    readonly feed: Feed<T>,
    readonly learned: Learned,
    readonly rowLimit: number,
    readonly ticks: Ticks,
    readonly window?: TimeWindow,
    readonly past?: LearnedList,
  ) {}

  /** What was read of the list so far. */
  get runs(): readonly Run<T>[] {
    return this.#runs;
  }

  /** The list, which is known to be out of order, as one run. */
  whole(): Promise<Run<T>> {
    return (this.#whole ??= this.#readWhole().catch((error: unknown) => {
      this.#whole = undefined;
      throw error;
    }));
  }

  /** A run from which a walk can go on in a direction, from a place. Reads only what no walk has read yet. */
  at(direction: Direction, place: Place, hint: Hint | undefined, want: number, sought?: Sought): Promise<Run<T>> {
    const rest = mayRest(direction, place, hint);
    const known = this.#runs.find((run) => look(direction, run, place, rest) === 'here');
    if (known) return Promise.resolve(known);
    if (this.#whole) return this.#takeWhole(this.#whole);
    const instead = (error: unknown) => this.#readInstead(error);
    // Only forward do further rows lie ahead of a window.
    const needed = direction === 'forward' ? sought : undefined;
    return this.open(...firstWindow(direction, hint, want), needed).then((run) => {
      if (look(direction, run, place, rest) === 'here') return run;
      return seek(this, direction, place, hint, want, run).catch(instead);
    }, instead);
  }

  /** Reads on at one end of a run; afterwards it is longer or known to end there. */
  extend(direction: Direction, run: Run<T>, want: number): Promise<Run<T>> {
    if (this.#whole) return this.#takeWhole(this.#whole, run);
    return this.grow(direction, run, want).catch((error: unknown) => this.#readInstead(error, run));
  }

  grow(direction: Direction, run: Run<T>, want: number): Promise<Run<T>> {
    return this.#ask({ kind: direction, run, want });
  }

  open(start: number, end: number, sought?: Sought): Promise<Run<T>> {
    return this.#ask({ kind: 'open', start, end, sought });
  }

  /** Begins what was asked in one tick. */
  plan(): void {
    const asked = this.#asked;
    this.#asked = [];
    const windows = joinOpenings<T>(asked.map(({ read }) => read).filter((read) => read.kind === 'open'));
    for (const { read, resolve } of asked)
      resolve(read.kind === 'open' ? this.#openIn(windows, read.start) : this.#growWith(asked, read));
  }

  #ask(read: Read<T>): Promise<Run<T>> {
    return new Promise((resolve) => {
      if (this.#asked.push({ read, resolve }) === 1) this.ticks.schedule(this);
    });
  }

  /** A list that turns out to be out of order is read whole instead, once for everybody. */
  #readInstead(error: unknown, run?: Run<T>): Promise<Run<T>> {
    if (!(error instanceof Disorder)) throw error;
    return this.#takeWhole(this.whole(), run);
  }

  async #readWhole(): Promise<Run<T>> {
    const rows = await readWhole(this, this.rowLimit);
    const { length: total } = rows;
    const listed = isSorted(rows) ? undefined : rows;
    return this.#keepWhole(
      new Run<T>({
        start: 0,
        rows: sortRows(rows),
        end: 'end',
        short: undefined,
        total,
        serverTime: undefined,
        listed,
      }),
    );
  }

  #keepWhole(whole: Run<T>): Run<T> {
    this.#runs.splice(0, Infinity, whole);
    return whole;
  }

  async #takeWhole(reading: Promise<Run<T>>, run?: Run<T>): Promise<Run<T>> {
    const whole = await reading;
    run?.becomeWhole(whole);
    return run ?? whole;
  }

  #openIn(windows: readonly Window<T>[], start: number): Promise<Run<T>> {
    const window = windows.findLast((candidate) => candidate.start <= start);
    if (!window) return Promise.reject(new RangeError('No window was planned for this read.'));
    return (window.run ??= this.#openRun(window.start, window.end));
  }

  #openRun(start: number, end: number): Promise<Run<T>> {
    return readChunk(this, start, end).then((chunk) => {
      const run = new Run(chunk);
      this.past?.opened(run);
      if (run.listed) return (this.#whole = Promise.resolve(this.#keepWhole(run)));
      if (run.rows.length > 0 || run.first === 0) this.#runs.push(run);
      return run;
    });
  }

  /** Reads of one run at one end are the longest of them. */
  async #growWith(asked: readonly Asked<T>[], { kind, run, want }: Growth<T>): Promise<Run<T>> {
    const isSame = (read: Read<T>): read is Growth<T> => read.kind === kind && read.run === run;
    const longest = () => asked.reduce((most, { read }) => (isSame(read) ? Math.max(most, read.want) : most), want);
    // A read under way may bring what is wanted: whoever waited looks again.
    await (run.growing ?? this.#growRun(kind, run, longest()));
    return run;
  }

  #growRun(direction: Direction, run: Run<T>, want: number): Promise<void> {
    const doubted = direction === 'forward' && isDoubtful(run) ? run.next : undefined;
    const extend = direction === 'forward' ? extendOlder : extendNewer;
    const growing = extend(this, run, want)
      .then(() => this.past?.grew(run, doubted))
      .finally(() => {
        run.growing = undefined;
      });
    run.growing = growing;
    return growing;
  }
}

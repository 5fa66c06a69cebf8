import type { TimeWindow } from '../feed.js';
import type { Learned } from '../list/learned-limits.js';
import type { Direction, SortKey } from '../sort-key.js';
import type { Segment } from '../list/segment.js';
import type { PagingSession } from '../session.js';
import type { Source, TimeRange } from '../source.js';
import { nextSecond, type Windows, windowsOf } from './window-sequence.js';

export interface TimeWindowsStart {
  readonly direction: Direction;
  /** Everything up to here has been seen before. */
  readonly sortKey: SortKey;
  readonly range: TimeRange;
  /** The end of the newest time window, fixed for a whole walk; absent: the walk begins here. */
  readonly pin?: number | undefined;
}

/** Differences below this are the time that the answer took. */
const TOLERANCE_MS = 5000;
/** Whose clock leaps about has no clock to go by. */
const MOST_REPINS = 2;

/** The time windows that a walk of one feed goes through, by the provider's clock; a feed without any is one window. */
export class TimeWindows<T> {
  /** The end of the newest window. */
  pin: number;
  /** What was added to our clock to make the pin; other walks may have learned better since. */
  #clockOffsetMs = 0;
  #windows: Windows;
  #index = 0;
  #repins = 0;

  constructor(
    readonly source: Source<T>,
    readonly start: TimeWindowsStart,
    readonly session: PagingSession,
  ) {
    this.pin = start.pin ?? this.#pinNow();
    this.#windows = this.#ahead();
  }

  /** The window in which the walk is. */
  get window(): TimeWindow | undefined {
    return this.#windows.at(this.#index);
  }

  /** Whether the walk is in the window in which it began. */
  get isFirst(): boolean {
    return this.#index === 0;
  }

  get isOver(): boolean {
    return this.#index >= this.#windows.count;
  }

  /** The first window in walking order, whether or not the walk begins in it. */
  get outermost(): TimeWindow | undefined {
    return this.#all().at(0);
  }

  goOn(): void {
    this.#index++;
  }

  /** Where the walk began by a clock that is not the provider's, begins again by the provider's; `false`: all is well. */
  beginAgain({ serverTime }: Segment<T>): boolean {
    if (this.start.pin !== undefined || !this.source.feed.style.windowMs) return false;
    const skew = skewOf(this.session.options.now(), serverTime, this.#clockOffsetMs);
    if (skew === 0 || ++this.#repins > MOST_REPINS) return false;
    this.#learned.clockOffsetMs = this.#clockOffsetMs + skew;
    this.pin = this.#pinNow();
    this.#windows = this.#ahead();
    return true;
  }

  /** Where a walk that begins now ends its newest window: the next full second by the provider's clock. */
  #pinNow(): number {
    this.#clockOffsetMs = this.#learned.clockOffsetMs;
    return nextSecond(this.session.options.now() + this.#clockOffsetMs);
  }

  get #learned(): Learned {
    const { feed, space } = this.source;
    return this.session.options.learned.of(space, feed.style);
  }

  #ahead(): Windows {
    return this.#all().ahead(this.start.direction, this.start.sortKey);
  }

  #all(): Windows {
    return windowsOf(this.source.feed.style, this.start.direction, this.pin, this.start.range);
  }
}

/**
 * By how much the clock that a walk went by was off, in milliseconds; 0 where it will do. A provider that is ahead of
 * us would hide its newest rows, so it is believed at once; one that is behind only matters when it is far behind.
 */
function skewOf(now: number, serverTime: number | undefined, offset: number): number {
  if (serverTime === undefined) return 0;
  const ahead = serverTime - (now + offset);
  if (ahead > 0) return nextSecond(ahead);
  return ahead < -2 * TOLERANCE_MS ? ahead + TOLERANCE_MS : 0;
}

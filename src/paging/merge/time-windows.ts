import type { TimeWindow } from '../feed.js';
import type { Learned } from '../list/learned-limits.js';
import type { Direction, SortKey } from '../sort-key.js';
import type { Segment } from '../list/segment.js';
import type { PagingSession } from '../session.js';
import type { Source, TimeRange } from '../source.js';
import { nextSecond, type Windows, windowsOf } from './window-sequence.js';

export interface TimeWindowsStart {
  readonly direction: Direction;
  /** Every row up to here was on earlier pages. */
  readonly sortKey: SortKey;
  readonly range: TimeRange;
  /** The end of the newest time window, fixed for a whole walk; absent: the walk begins now. */
  readonly pin?: number | undefined;
}

/** Clock differences below this may be the duration of the response. */
const TOLERANCE_MS = 5000;
/** Most corrections of one walk: a provider's clock that keeps jumping is ignored. */
const MOST_REPINS = 2;

/**
 * The time windows of one feed in walking order, by the provider's clock. A feed without windows has one that covers
 * everything.
 */
export class TimeWindows<T> {
  /** The end of the newest window. */
  pin: number;
  /** The offset that was added to our clock for the pin; other walks may have learned a better one since. */
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

  /** The current window. */
  get window(): TimeWindow | undefined {
    return this.#windows.at(this.#index);
  }

  /** Whether the current window is the one in which the walk began. */
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

  /** Starts again by the provider's clock if the walk began by another one. `false`: the clocks agree. */
  beginAgain({ serverTime }: Segment<T>): boolean {
    if (this.start.pin !== undefined || !this.source.feed.style.windowMs) return false;
    const skew = skewOf(this.session.options.now(), serverTime, this.#clockOffsetMs);
    if (skew === 0 || ++this.#repins > MOST_REPINS) return false;
    this.#learned.clockOffsetMs = this.#clockOffsetMs + skew;
    this.pin = this.#pinNow();
    this.#windows = this.#ahead();
    return true;
  }

  /** The end of the newest window for a walk that begins now: the next full second by the provider's clock. */
  #pinNow(): number {
    this.#clockOffsetMs = this.#learned.clockOffsetMs;
    return nextSecond(this.session.options.now() + this.#clockOffsetMs);
  }

  get #learned(): Learned {
    const { feed, space } = this.source;
    const { learned, now } = this.session.options;
    return learned.of(space, feed.style, now());
  }

  #ahead(): Windows {
    return this.#all().ahead(this.start.direction, this.start.sortKey);
  }

  #all(): Windows {
    return windowsOf(this.source.feed.style, this.start.direction, this.pin, this.start.range);
  }
}

/**
 * The clock error in milliseconds; 0 if it is small. A provider ahead of us would hide its newest rows, so any such
 * error is corrected; one behind matters only if it is far behind.
 */
function skewOf(now: number, serverTime: number | undefined, offset: number): number {
  if (serverTime === undefined) return 0;
  const ahead = serverTime - (now + offset);
  if (ahead > 0) return nextSecond(ahead);
  return ahead < -2 * TOLERANCE_MS ? ahead + TOLERANCE_MS : 0;
}

import type { WalkPage } from './merge/walk-page.js';
import type { Source, TimeRange } from './source.js';

/** The latest pin of all sources: no source lists anything newer. */
export function pinOf<T>(page: WalkPage<T>): number | undefined {
  const pins = page.readers.filter((reader) => isWindowed(reader)).map((reader) => reader.pin);
  return pins.length > 0 ? Math.max(...pins) : undefined;
}

/** The oldest time that a page over windowed lists covers; `null`: the whole history. */
export function sinceOf<T>(page: WalkPage<T>, range: TimeRange, pin: number | undefined): number | null {
  if (range.from !== undefined || pin === undefined) return null;
  const spans = page.readers
    .filter((reader) => isWindowed(reader))
    .map(({ source }) => source.feed.style.windowMs ?? 0);
  return spans.length > 0 ? Math.min(pin, range.before ?? Infinity) - Math.min(...spans) : null;
}

function isWindowed<T>({ source }: { source: Source<T> }): boolean {
  return source.feed.style.windowMs !== undefined;
}

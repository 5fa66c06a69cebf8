import type { Direction, SortKey } from '../sort-key.js';

/**
 * Encodes a bound (a time ahead of a sort key, in walking order) in one byte: as a number of steps of a second, two
 * seconds, four and so on. Steps are counted on a grid of whole multiples of their length. Encoding a decoded bound
 * again in the next cursor, nearer to its sort key and with shorter steps, therefore returns the same time, however
 * often that happens. The result is never beyond the given bound: a source may be read too early, but never too late.
 */
const UNKNOWN = 0;
const AT_SORT_KEY = 1;
const NONE = 255;
const SECOND_MS = 1000;
/**
 * Most steps of one length. Longer steps come in at least `FEWEST_STEPS`, since fewer of them fit into shorter steps.
 */
const MOST_STEPS = 15;
const FEWEST_STEPS = 7;
const FIRST_CODE = AT_SORT_KEY + 1;
const CODES_PER_LENGTH = MOST_STEPS - FEWEST_STEPS + 1;
const LENGTHS = 26;

export function toCode(sortKey: SortKey, direction: Direction, bound: number | null | undefined): number {
  if (bound === null) return NONE;
  if (bound === undefined || !Number.isFinite(sortKey.time) || !Number.isFinite(bound)) return UNKNOWN;
  for (let length = 0; length <= LENGTHS; length++) {
    const steps = stepsTo(sortKey.time, direction, bound, length);
    if (steps < 0) return AT_SORT_KEY;
    if (steps <= MOST_STEPS) return codeOf(length, steps);
  }
  return codeOf(LENGTHS, MOST_STEPS);
}

export function fromCode(sortKey: SortKey, direction: Direction, code: number): number | null | undefined {
  if (code === NONE) return null;
  if (code === UNKNOWN) return undefined;
  if (code === AT_SORT_KEY) return sortKey.time;
  const fine = code - FIRST_CODE;
  const coarse = fine - MOST_STEPS - 1;
  const length = coarse < 0 ? 0 : 1 + Math.floor(coarse / CODES_PER_LENGTH);
  const steps = coarse < 0 ? fine : FEWEST_STEPS + (coarse % CODES_PER_LENGTH);
  const sign = signOf(direction);
  return sign * (gridStart(sortKey.time, direction, length) + steps * stepMs(length));
}

function codeOf(length: number, steps: number): number {
  if (length === 0) return FIRST_CODE + steps;
  return FIRST_CODE + MOST_STEPS + 1 + (length - 1) * CODES_PER_LENGTH + steps - FEWEST_STEPS;
}

function stepsTo(time: number, direction: Direction, bound: number, length: number): number {
  return Math.floor((signOf(direction) * bound - gridStart(time, direction, length)) / stepMs(length));
}

/** The first grid point that is not behind the time. Times increase in walking order. */
function gridStart(time: number, direction: Direction, length: number): number {
  return Math.ceil((signOf(direction) * time) / stepMs(length)) * stepMs(length);
}

function stepMs(length: number): number {
  return SECOND_MS * 2 ** length;
}

function signOf(direction: Direction): 1 | -1 {
  return direction === 'forward' ? -1 : 1;
}

/** NaN if no value is finite. */
export function medianOf(values: readonly (number | undefined)[]): number {
  const sorted = sortedFinite(values);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

export type Interval = readonly [low: number, high: number];

/** Chance that the median lies below the interval, and the same above it: together 5 %. */
const TAIL = 0.025;

/**
 * The 95 % confidence interval of the median, by the sign test: each value lies above the true median with a chance of
 * one half, so the k-th smallest and the k-th largest value enclose it. Assumes nothing about the values' distribution.
 * `undefined` with fewer than six values: no interval is wide enough.
 */
export function medianInterval(values: readonly number[]): Interval | undefined {
  const sorted = sortedFinite(values);
  const count = sorted.length;
  let rank = 0;
  let sum = 0;
  for (let chance = 0.5 ** count; sum + chance <= TAIL; chance *= (count - rank + 1) / rank) {
    sum += chance;
    rank++;
  }
  const [low, high] = [sorted[rank - 1], sorted[count - rank]];
  return low === undefined || high === undefined ? undefined : [low, high];
}

function sortedFinite(values: readonly (number | undefined)[]): number[] {
  return values.filter((value): value is number => Number.isFinite(value)).sort((a, b) => a - b);
}

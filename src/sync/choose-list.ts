/** The properties of a list that determine which list is read next. Times are milliseconds. */
export interface Candidate {
  /** When the last reading began; 0: never. */
  readonly readAt: number;
  /** Estimated changes a second. */
  readonly rate: number;
  /** Changes that are known to have happened or to be due since the last reading, such as the end of a running job. */
  readonly expected?: number | undefined;
}

export interface ChoiceLimits {
  /** A list that was read less than this ago is not read again. */
  readonly leastMs: number;
  /** A list that is older than this is read first. */
  readonly mostMs: number;
}

/**
 * The weight of reading a list now. The total delay of the changes that a reading finds grows with rate × age². Reading
 * the list with the largest weight first makes how often a list is read proportional to the square root of its rate, which
 * gives the least mean delay. Reading in turn and reading in proportion to the rates are both worse, and equally so.
 */
export function weightOf({ readAt, rate, expected = 0 }: Candidate, now: number): number {
  const ageSeconds = (now - readAt) / 1000;
  return (rate * ageSeconds + 2 * expected) * ageSeconds;
}

/** The list to read next; `undefined`: none is due. Lists beyond `mostMs` come first, the oldest of them. */
export function chooseList<T extends Candidate>(
  candidates: Iterable<T>,
  now: number,
  { leastMs, mostMs }: ChoiceLimits,
): T | undefined {
  let best: T | undefined;
  let bestWeight = -1;
  let oldest: T | undefined;
  for (const candidate of candidates) {
    const ageMs = now - candidate.readAt;
    if (ageMs < leastMs) continue;
    if (ageMs >= mostMs && (!oldest || candidate.readAt < oldest.readAt)) oldest = candidate;
    const weight = weightOf(candidate, now);
    if (weight > bestWeight) [best, bestWeight] = [candidate, weight];
  }
  return oldest ?? best;
}

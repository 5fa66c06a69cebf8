/**
 * Whether this is `npm run test:long`, which runs only the files that import this one. `npm test` runs the same tests
 * with fewer repetitions.
 */
export const isLong = process.env['JOBGRAPH_LONG_TESTS'] === 'true';

/** The number of repetitions, or the list of cases, for `npm test` and for `npm run test:long`. */
export function runs<T>(short: T, long: T): T {
  return isLong ? long : short;
}

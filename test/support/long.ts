/**
 * Whether this is `npm run test:long`. It runs the files named `*.long.test.ts`, and again the files that import this
 * one, directly or through others. `npm test` runs the latter with fewer repetitions or cases.
 */
export const isLong = process.env['JOBGRAPH_LONG_TESTS'] === 'true';

/** The number of repetitions, or the list of cases, for `npm test` and for `npm run test:long`. */
export function runs<T>(short: T, long: T): T {
  return isLong ? long : short;
}

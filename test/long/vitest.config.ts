import { configDefaults, defineConfig } from 'vitest/config';
import base from '../../vitest.config.js';
import { sourceFilesIn } from '../support/source-files.js';

const importsOf = new Map(sourceFilesIn('test').map(({ path, imports }) => [path, imports]));

/** The files of `test` that a file imports, directly or through others, and the file itself. */
function reachedFrom(path: string, reached = new Set<string>()): ReadonlySet<string> {
  if (reached.has(path)) return reached;
  reached.add(path);
  for (const imported of importsOf.get(path) ?? []) reachedFrom(imported, reached);
  return reached;
}

const tests = [...importsOf.keys()].filter((path) => path.endsWith('.test.ts'));
const long = tests.filter((path) => path.endsWith('.long.test.ts') || reachedFrom(path).has('support/long.ts'));

/**
 * `npm run test:long`: the files named `*.long.test.ts`, which `npm test` leaves out, and those whose number of
 * repetitions or cases depends on `support/long.ts`.
 */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: long.map((path) => `test/${path}`),
    exclude: configDefaults.exclude,
    env: { ...base.test?.env, JOBGRAPH_LONG_TESTS: 'true' },
    testTimeout: 300_000,
  },
});

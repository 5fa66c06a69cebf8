import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.js';

const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).map((file) => `test/${file}`);

/**
 * The test files with a number of repetitions that depends on `support/long.ts`, and those of this folder: `npm run
 * test:long`.
 */
const long = files.filter(
  (file) => file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes("/support/long.js'"),
);

export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: [...long, 'test/long/**/*.long.ts'],
    env: { ...base.test?.env, JOBGRAPH_LONG_TESTS: 'true' },
    testTimeout: 300_000,
  },
});

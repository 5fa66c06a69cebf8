import { configDefaults, defineConfig } from 'vitest/config';
import { SlowFirst } from './test/support/slow-first.js';

/** File for the results that `.ci/run` counts. */
const report = process.env['JOBGRAPH_TEST_REPORT'];

export default defineConfig({
  // Vite would resolve graphql to its ES module build and Apollo's CommonJS packages to the other one: two realms.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    // They take more than a few seconds: `npm run test:long`.
    exclude: [...configDefaults.exclude, 'test/**/*.long.test.ts'],
    globalSetup: ['test/support/prepare.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many tests wait for timeouts, so one worker per core would leave cores idle.
    maxWorkers: '150%',
    // Without isolation, packages such as graphql are loaded once per worker instead of once per file.
    isolate: false,
    sequence: { sequencer: SlowFirst },
    restoreMocks: true,
    // Without it, @apollo/gateway reports its use to its maker and calls the clouds' metadata services.
    env: { APOLLO_TELEMETRY_DISABLED: 'true' },
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});

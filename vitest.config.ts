import { defineConfig } from 'vitest/config';

/** Where `.ci/run` wants the results, for counting. */
const report = process.env['JOBGRAPH_TEST_REPORT'];

export default defineConfig({
  // Vite would take graphql's ES module build, and Apollo's CommonJS packages the other one: two realms.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // @apollo/gateway reports its use to its maker otherwise, and asks the clouds' metadata services where it runs.
    env: { APOLLO_TELEMETRY_DISABLED: 'true' },
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});

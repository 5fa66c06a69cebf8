import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.js';

/** Tests that need Prometheus on this machine: `npm run test:prometheus`. */
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/prometheus/**/*.prometheus.ts'], testTimeout: 120_000, fileParallelism: false },
});

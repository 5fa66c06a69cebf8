import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.js';

/** Tests that need a browser on this machine: `npm run test:browser`. */
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/browser/**/*.browser.ts'], testTimeout: 90_000, fileParallelism: false },
});

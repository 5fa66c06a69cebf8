import type { Parts } from './parts.js';

/** The parts that commands run with. */
export const parts: Parts = {
  readSdl: () => Promise.reject(new Error('There is no graph yet.')),
  createGraph: () => Promise.reject(new Error('There is no graph yet.')),
  createProviders: () => Promise.reject(new Error('There are no providers yet.')),
  startClouds: async () => (await import('../simulator/index.js')).startClouds({ size: 'full' }),
};

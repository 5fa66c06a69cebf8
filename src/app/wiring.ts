import type { Config } from '../config/config.js';
import type { Parts, Surroundings } from './parts.js';
import { proxyOf } from './proxy.js';

/** The parts that commands run with. */
export const parts: Parts = {
  readSdl: async () => (await import('../graph/schema.js')).readSdl(),
  createGraph: async (config, surroundings) => {
    const { createGraph, formatError } = await import('../graph/index.js');
    const providers = await openProviders(config, surroundings);
    const { plugin, ...graph } = createGraph(config, providers.accounts);
    return { ...graph, formatError, plugins: [plugin], fetchKeys: providers.fetchKeys, close: providers.close };
  },
  createProviders: openProviders,
  startClouds: async () => (await import('../simulator/index.js')).startClouds({ size: 'full' }),
};

async function openProviders(config: Config, { environment, logger }: Surroundings) {
  const { createAgent, createFetch } = await import('../upstream/index.js');
  const { createProviderAccounts } = await import('../providers/index.js');
  const agent = createAgent(proxyOf(environment));
  return {
    accounts: createProviderAccounts(config, agent, logger),
    fetchKeys: createFetch(agent),
    close: () => agent.close(),
  };
}

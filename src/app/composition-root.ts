import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.js';
import type { Factories, ProcessContext } from './factories.js';
import { readProxy } from './proxy.js';

/** The factories of the program and the library. */
export const factories: Factories = {
  readSdl: async () => (await import('../graph/schema.js')).readSdl(),
  createGraph: async (config, context) => {
    const { createGraph, formatError } = await import('../graph/index.js');
    const providers = await createProviders(config, context);
    const { plugin, ...graph } = createGraph(config, providers.accounts);
    return { ...graph, formatError, plugins: [plugin], fetchKeys: providers.fetchKeys, close: providers.close };
  },
  createProviders,
  startClouds: async () => (await import('../simulator/index.js')).startClouds({ size: 'full' }),
};

async function createProviders(config: Config, { environment, logger }: ProcessContext) {
  const { createAgent, createFetch, createOperation } = await import('../upstream/index.js');
  const { createProviderAccounts } = await import('../providers/index.js');
  const agent = createAgent(readProxy(environment));
  const { requestTimeoutMs: timeoutMs, upstreamCalls } = config.limits;
  return {
    accounts: createProviderAccounts(config, { agent, logger }),
    createOperation: () => createOperation({ requestId: randomUUID(), timeoutMs, upstreamCalls }),
    fetchKeys: createFetch(agent),
    close: () => agent.close(),
  };
}

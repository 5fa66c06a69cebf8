import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.js';
import type { SharedLimits } from '../providers/index.js';
import type { ProviderAccount } from '../providers/provider.js';
import type { UpstreamObserver } from '../upstream/observer.js';
import { ConfigurationError } from './configuration-error.js';
import type { Factories, Graph, ProcessContext } from './factories.js';
import { readProxy } from './proxy.js';
import { readVersion } from './version.js';

/** The factories of the program and the library. */
export const factories: Factories = {
  readSdl: async () => (await import('../graph/schema.js')).readSdl(),
  createGraph: async (config, context) => {
    const { createGraph, formatError } = await import('../graph/index.js');
    const telemetry = await startTelemetry(config, context);
    const stored =
      config.store && !context.withoutStore ? await openStored(config, context, telemetry?.storeObserver) : undefined;
    const joined = context.withoutStore ? await joinReplicas(config, context) : undefined;
    const shared = stored?.limits ?? joined?.limits;
    const observers = [...(telemetry?.upstreamObservers ?? []), ...(stored ? [stored.states] : [])];
    const { fetchKeys, ...providers } = await createProviders(config, context, { observers, shared });
    await stored?.read(config, providers.accounts);
    const toGraph = (current: Config, opened: readonly ProviderAccount[]): Graph => {
      const { accounts, pageRead } = telemetry?.observeAccounts(opened) ?? { accounts: opened, pageRead: undefined };
      const { plugin, ...graph } = createGraph(current, accounts, pageRead, stored?.store);
      return {
        ...graph,
        formatError,
        plugins: [plugin, ...(telemetry ? [telemetry.plugin] : [])],
        requestObserver: telemetry?.requestObserver,
        fetchKeys,
        reload: async (next) => {
          const changed = providers.reload(next);
          await stored?.read(next, changed);
          return toGraph(next, changed);
        },
        close: async () => {
          await stored?.close();
          await joined?.close();
          await providers.close();
          await telemetry?.close();
        },
      };
    };
    return toGraph(config, providers.accounts);
  },
  createProviders: async (config, context) => {
    const joined = await joinReplicas(config, context);
    const providers = await createProviders(config, context, { shared: joined?.limits });
    const close = async () => {
      await joined?.close();
      await providers.close();
    };
    return { ...providers, close };
  },
  sync: async (config, context, onProgress) => {
    const { syncAll } = await import('./sync.js');
    // Servers may run at the same time and share its budgets.
    const stored = config.store?.kind === 'postgres' ? await openStored(config, context, undefined, false) : undefined;
    const providers = await createProviders(config, context, { shared: stored?.limits });
    try {
      return await syncAll(config, context, providers, onProgress);
    } finally {
      await stored?.close();
      await providers.close();
    }
  },
  forget: async (config, context, account) => (await import('./sync.js')).forgetAccount(config, context, account),
  startClouds: async () => (await import('../simulator/index.js')).startClouds({ size: 'full' }),
};

/** Nothing of OpenTelemetry is loaded unless it is configured. */
async function startTelemetry({ telemetry, accounts }: Config, { logger }: ProcessContext) {
  if (telemetry.prometheus === undefined && telemetry.otlp === undefined) return undefined;
  const module = await import('../telemetry/index.js');
  try {
    return await module.startTelemetry(telemetry, accounts, { logger, version: await readVersion() });
  } catch (error) {
    if (telemetry.prometheus === undefined) throw error;
    const { host, port } = telemetry.prometheus;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new ConfigurationError(`telemetry.prometheus: port ${port} on ${host} cannot be opened (${code}).`);
  }
}

/** Nothing of a database is loaded unless there is a store. */
async function openStored(...parameters: Parameters<(typeof import('./stored.js'))['openStored']>) {
  return (await import('./stored.js')).openStored(...parameters);
}

async function joinReplicas(config: Config, { logger }: ProcessContext) {
  if (config.store?.kind !== 'postgres') return undefined;
  return (await import('./open-replicas.js')).joinReplicas(config, logger);
}

async function createProviders(
  config: Config,
  { environment, logger }: ProcessContext,
  {
    observers = [],
    shared,
  }: { readonly observers?: readonly UpstreamObserver[] | undefined; readonly shared?: SharedLimits | undefined } = {},
) {
  const { createAgent, createFetch, createOperation } = await import('../upstream/index.js');
  const { ProviderAccounts } = await import('../providers/index.js');
  const agent = createAgent(readProxy(environment));
  const { requestTimeoutMs: timeoutMs, upstreamCalls } = config.limits;
  const accounts = new ProviderAccounts({ agent, logger, observers, shared }, config.replicas);
  return {
    accounts: accounts.open(config),
    reload: (next: Config) => accounts.open(next),
    createOperation: () => createOperation({ requestId: randomUUID(), timeoutMs, upstreamCalls }),
    fetchKeys: createFetch(agent),
    close: () => agent.close(),
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { factories } from '../../src/app/composition-root.js';
import { createLogger } from '../../src/server/logger.js';
import { startClouds } from '../../src/simulator/index.js';
import { configOf } from '../config/loading.js';
import { openReplica, useDatabases } from './together.js';

const startDatabase = useDatabases();

it('a command beside servers takes no background reading from them', async () => {
  const database = await startDatabase();
  const { replicas } = await openReplica(database);
  for (let command = 0; command < 3; command++) await openReplica(database, { isReader: false });
  const read = new Set<string>();
  const accounts = Array.from({ length: 10 }, (_, number) => `account ${number}`);
  for (const account of accounts) {
    const start = () => void read.add(account);
    const stop = () => Promise.resolve(void read.delete(account));
    onTestFinished(replicas.readers.watch(account, { start, stop }));
  }
  // Several signs of life of each.
  await sleep(3500);
  expect(read.size).toBe(accounts.length);
});

it('commands share the rate of an account with the servers beside them', async () => {
  const { url, schema } = await startDatabase();
  const clouds = await startClouds();
  onTestFinished(() => clouds.close());
  const [account] = clouds.accounts;
  const rate = { requests: 2, perSeconds: 3600 };
  const config = configOf(JSON.stringify({ accounts: [{ ...account, rate }], store: { postgres: url, schema } }));
  const probe = async () => {
    const context = { logger: createLogger({ ...config.log, level: 'silent' }), environment: {} };
    const providers = await factories.createProviders(config, context);
    onTestFinished(() => providers.close());
    using operation = providers.createOperation();
    await providers.accounts[0]?.probe(operation);
  };
  await probe();
  await probe();
  await expect(probe()).rejects.toMatchObject({ code: 'UPSTREAM_THROTTLED' });
  expect(clouds.calls.count()).toBe(2);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startBackgroundReading } from '../../src/app/background-reading.js';
import { factories } from '../../src/app/composition-root.js';
import { openStore } from '../../src/app/open-store.js';
import { createLogger } from '../../src/server/logger.js';
import { startClouds } from '../../src/simulator/index.js';
import { StoreError } from '../../src/store/database.js';
import type { Store } from '../../src/store/store.js';
import { configOf } from '../config/loading.js';

it('Background reading begins when the store can be used, also if it failed at first', async () => {
  const clouds = await startClouds({ size: { cssClusters: 2, dwsClusters: 1 } });
  const folder = await mkdtemp(join(tmpdir(), 'jobgraph-background-'));
  const store = { sqlite: join(folder, 'jobgraph.db') };
  const config = configOf(JSON.stringify({ accounts: clouds.accounts, log: { level: 'silent' }, store }));
  const logger = createLogger(config.log);
  const providers = await factories.createProviders(config, { logger, environment: {} });
  const handle = await openStore(config, logger);
  const opened = await handle.opened;
  if (!opened) throw new Error('The store is not open.');
  let failures = 0;
  const failingOnce = new Proxy(opened, {
    get: (target, name, receiver) => {
      if (name !== 'listsReadBefore') return Reflect.get(target, name, receiver) as unknown;
      return (...words: Parameters<Store['listsReadBefore']>) =>
        failures++ === 0
          ? Promise.reject(new StoreError('SQLite: locked', { isTimeout: true }))
          : target.listsReadBefore(...words);
    },
  });
  const useAccounts = handle.useAccounts.bind(handle);
  const opening = { opened: Promise.resolve(failingOnce), useAccounts };
  const reading = startBackgroundReading(config, providers.accounts, opening, logger);
  onTestFinished(async () => {
    await reading.close();
    await handle.close();
    await providers.close();
    await clouds.close();
    await rm(folder, { recursive: true, force: true });
  });

  await expect.poll(() => clouds.calls.count(), { timeout: 10_000 }).toBeGreaterThan(0);
  expect(failures).toBeGreaterThan(1);
});

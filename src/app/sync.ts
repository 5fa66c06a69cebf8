import type { Config } from '../config/config.js';
import { StoreError } from '../store/database.js';
import { syncOnce } from '../sync/sync-once.js';
import { openAccountReadings } from './background-reading.js';
import { ConfigurationError } from './configuration-error.js';
import type { ProcessContext, Providers, SyncFailure, SyncProgress } from './factories.js';
import { openStore } from './open-store.js';

/** Fills or refreshes the store once. Returns the accounts that could not be read whole. */
export async function syncAll(
  config: Config,
  { logger }: ProcessContext,
  providers: Providers,
  onProgress: (progress: SyncProgress) => void,
): Promise<readonly SyncFailure[]> {
  if (!config.store) throw new ConfigurationError('The configuration has no store to fill; add the key `store`.');
  const handle = await openStore(config, logger);
  try {
    const store = handle.current;
    if (!store) throw new ConfigurationError('The store cannot be reached.');
    const readings = await openAccountReadings(config, providers.accounts, store, logger, { isFast: true });
    const failures = await Promise.all(
      readings.map(async ({ sync, concurrency }): Promise<readonly SyncFailure[]> => {
        const { account } = sync;
        const errors = await syncOnce(sync, concurrency, (progress) => {
          onProgress({ account, ...progress });
        });
        const [error] = errors;
        return error ? [{ account, error, lists: errors.length }] : [];
      }),
    );
    return failures.flat();
  } finally {
    await handle.close();
  }
}

/** Deletes everything that the store has of an account, configured or not. Returns the number of rows. */
export async function forgetAccount(config: Config, { logger }: ProcessContext, account: string): Promise<number> {
  if (!config.store) throw new ConfigurationError('The configuration has no store; there is nothing to forget.');
  const handle = await openStore(config, logger);
  try {
    if (!handle.current) throw new ConfigurationError('The store cannot be reached.');
    return await handle.current.forget(account);
  } catch (error) {
    throw error instanceof StoreError ? new ConfigurationError(error.message) : error;
  } finally {
    await handle.close();
  }
}

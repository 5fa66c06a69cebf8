import { ChangeFeed } from '../changes/change-feed.js';
import type { Config } from '../config/config.js';
import type { ProviderAccount } from '../providers/provider.js';
import type { StoreObserver } from '../sync/observer.js';
import { StoreError } from '../store/database.js';
import { AccountStates } from './account-states.js';
import { startBackgroundReading } from './background-reading.js';
import type { ProcessContext } from './factories.js';
import { openReplicas } from './open-replicas.js';
import { openStore } from './open-store.js';

/** Opens the store, and what replicas share through it. `limits` are for the accounts that are created next. */
export async function openStored(
  config: Config,
  { logger }: Pick<ProcessContext, 'logger'>,
  observer: StoreObserver | undefined,
  isReader = true,
) {
  const handle = await openStore(
    config,
    logger,
    observer &&
      ((error) => {
        observer.statementFailed(error);
      }),
  );
  observer?.storeOpened(handle);
  const replicas = await openReplicas(config, handle, logger, isReader);
  const changes = new ChangeFeed(handle);
  const states = new AccountStates();
  let reading: { close(): Promise<void> } | undefined;
  let opened: readonly ProviderAccount[] = [];
  return {
    limits: replicas?.limits,
    /** Has to observe the accounts that are read. */
    states,
    store: {
      changes,
      get current() {
        return handle.current;
      },
      get accounts() {
        return opened;
      },
    },
    /** Reads in the background from now on, with these credentials, rates and limits. */
    read: async (current: Config, accounts: readonly ProviderAccount[]) => {
      await reading?.close();
      await handle.useAccounts(current.accounts).catch(ignoreStoreError);
      opened = accounts;
      reading = startBackgroundReading(current, accounts, handle, logger, {
        readers: replicas?.readers,
        observer,
        states,
      });
    },
    close: async () => {
      await reading?.close();
      changes.close();
      await replicas?.close();
      await handle.close();
    },
  };
}

/** Background reading registers the accounts again; until then they are read live. */
function ignoreStoreError(error: unknown): void {
  if (!(error instanceof StoreError)) throw error;
}

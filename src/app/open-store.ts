import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountConfig, Config, StoreConfig } from '../config/config.js';
import { PROVIDERS } from '../providers/index.js';
import { StoreError } from '../store/database.js';
import { openPostgresStore, openSqliteStore } from '../store/open-store.js';
import type { Store, StoreAccount } from '../store/store.js';
import type { Logger } from '../upstream/index.js';
import { ConfigurationError } from './configuration-error.js';
import { StoreHealth } from './store-health.js';

/** Milliseconds between two attempts to open a database that cannot be reached. */
const RETRY_MS = 5000;

/** The store of a configuration while it can be used; until then pages are read live. */
export interface StoreHandle {
  readonly current: Store | undefined;
  readonly health: StoreHealth | undefined;
  /** Resolves with the store once it is open; with `undefined` if there is none or the handle is closed. */
  readonly opened: Promise<Store | undefined>;
  /** Takes over the accounts of another configuration. Rejects with a StoreError. */
  useAccounts(accounts: readonly AccountConfig[]): Promise<void>;
  /** Closes the store, or stops trying to open it. */
  close(): Promise<void>;
}

const NONE: StoreHandle = {
  current: undefined,
  health: undefined,
  opened: Promise.resolve(undefined),
  useAccounts: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/**
 * Opens the store. A file that cannot be used and a schema of a newer release are ConfigurationErrors. A database that
 * cannot be reached is tried again in the background.
 */
export async function openStore(
  config: Config,
  logger: Logger,
  onFailure?: (error: StoreError) => void,
): Promise<StoreHandle> {
  if (!config.store) return NONE;
  const { store } = config;
  const accounts = { current: config.accounts.map(toStoreAccount) };
  const health = new StoreHealth(logger);
  const tryToOpen = async () => health.watch(await open(store, accounts.current, onFailure));
  try {
    return toHandle(await tryToOpen(), health);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (!isUnreachable(error)) throw new ConfigurationError(toProblem(store, error));
    logger.warn(
      { store: store.kind },
      `The store cannot be reached (${error.message}); pages are read live until it can.`,
    );
    return openLater(tryToOpen, accounts, health, logger);
  }
}

/** Errors of a database engine do not name the key of the configuration. */
function toProblem(store: StoreConfig, { message }: StoreError): string {
  if (message.startsWith('store.')) return message;
  const name = store.kind === 'sqlite' ? store.file : 'the database';
  return `store.${store.kind}: ${name} cannot be used (${message}).`;
}

function isUnreachable({ isConnection, isTimeout }: StoreError): boolean {
  return isConnection || isTimeout;
}

function open(
  store: StoreConfig,
  accounts: readonly StoreAccount[],
  onFailure: ((error: StoreError) => void) | undefined,
): Promise<Store> {
  if (store.kind === 'sqlite') return openSqliteStore(store.file, accounts, onFailure);
  return openPostgresStore({ url: store.url.reveal(), schema: store.schema }, accounts, onFailure);
}

function toHandle(store: Store, health: StoreHealth): StoreHandle {
  return {
    current: store,
    health,
    opened: Promise.resolve(store),
    useAccounts: (accounts) => store.useAccounts(accounts.map(toStoreAccount)),
    close: () => store.close(),
  };
}

function openLater(
  tryToOpen: () => Promise<Store>,
  accounts: { current: readonly StoreAccount[] },
  health: StoreHealth,
  logger: Logger,
): StoreHandle {
  const stop = new AbortController();
  let current: Store | undefined;
  let reported = '';
  const attempt = async (): Promise<Store | undefined> => {
    for (;;) {
      const isStopped = await sleep(RETRY_MS, false, { signal: stop.signal }).catch(() => true);
      if (isStopped) return undefined;
      try {
        current = await tryToOpen();
        logger.info({}, 'The store is open.');
        return current;
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        // It can be reached now, and cannot be used: a newer schema, for example.
        if (isUnreachable(error) || error.message === reported) continue;
        reported = error.message;
        logger.warn({}, `The store cannot be used (${error.message}); pages are read live until it can.`);
      }
    }
  };
  const opened = attempt();
  return {
    get current() {
      return current;
    },
    health,
    opened,
    useAccounts: async (changed) => {
      accounts.current = changed.map(toStoreAccount);
      await current?.useAccounts(accounts.current);
    },
    close: async () => {
      stop.abort();
      await (await opened)?.close();
    },
  };
}

/** Rows belong to an account's name, provider, region and project; where a provider has no projects, to its key. */
export function toStoreAccount(account: AccountConfig): StoreAccount {
  const { name, provider, region } = account;
  const definition = PROVIDERS.find((one) => one.provider === provider);
  const owner = 'projectId' in account ? account.projectId : definition?.keyLockout.keyOf(account as never);
  return { name, provider, region, identity: JSON.stringify([provider, region, owner]) };
}

import type { AccountConfig, Config } from '../config/config.js';
import type { SharedLimits } from '../providers/index.js';
import { Replicas, type AccountReader } from '../replicas/index.js';
import type { Logger } from '../upstream/index.js';
import { type StoreHandle, toStoreAccount } from './open-store.js';

/** Which accounts this replica reads in the background. */
export interface Readers {
  /** Reads an account whenever it is this replica's turn. The result ends that. */
  watch(account: AccountConfig, reader: AccountReader): () => Promise<void>;
}

export interface OpenReplicas {
  readonly limits: SharedLimits;
  readonly readers: Readers;
  close(): Promise<void>;
}

/** The shared state of replicas, if the store is PostgreSQL; else `undefined`. A command does not read in the background. */
export async function openReplicas(
  config: Config,
  handle: StoreHandle,
  logger: Logger,
  isReader: boolean,
): Promise<OpenReplicas | undefined> {
  const replicas = createReplicas(config, logger, isReader);
  if (replicas === undefined) return undefined;
  // The store brings the schema up to date.
  if (handle.current) await replicas.start();
  else handle.opened.then((opened) => opened && replicas.start()).catch(() => undefined);
  return toOpenReplicas(replicas);
}

/** The limits that a command shares with the servers beside it, over a schema that they have created. */
export async function joinReplicas(
  config: Config,
  logger: Logger,
): Promise<Pick<OpenReplicas, 'limits' | 'close'> | undefined> {
  const replicas = createReplicas(config, logger, false);
  await replicas?.start();
  return replicas && toOpenReplicas(replicas);
}

function createReplicas({ store, replicas: expected }: Config, logger: Logger, isReader: boolean) {
  if (store?.kind !== 'postgres') return undefined;
  return new Replicas({ url: store.url.reveal(), schema: store.schema, expected, isReader, logger });
}

function toOpenReplicas(replicas: Replicas): OpenReplicas {
  return {
    limits: {
      lockout: (kind, id) => replicas.lockout(kind, id),
      budget: (account) => replicas.budget(budgetOf(account), account.rate, account.concurrency),
    },
    readers: { watch: (account, reader) => replicas.readers.watch(identityOf(account), reader) },
    close: () => replicas.close(),
  };
}

/** Without the key, which may be replaced: a new budget would be full. */
function budgetOf(account: AccountConfig): string {
  const { name, provider, region } = account;
  return JSON.stringify([name, provider, region, 'projectId' in account ? account.projectId : null]);
}

/** The same at every replica that has this account. */
function identityOf(account: AccountConfig): string {
  return JSON.stringify([account.name, toStoreAccount(account).identity]);
}

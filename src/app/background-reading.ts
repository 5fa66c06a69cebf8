import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import { toError, UpstreamError } from '../domain/errors.js';
import { LearnedEndpoints } from '../paging/list/learned-limits.js';
import { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';
import { StoreError } from '../store/database.js';
import type { Store } from '../store/store.js';
import { AccountSync, type AccountTrouble, type BackgroundOperation } from '../sync/account-sync.js';
import type { StoreObserver } from '../sync/observer.js';
import { Synchronizer } from '../sync/synchronizer.js';
import { createOperation, type Logger } from '../upstream/index.js';
import type { AccountStates } from './account-states.js';
import type { Readers } from './open-replicas.js';
import type { StoreHandle } from './open-store.js';
import { readInTurn } from './read-in-turn.js';

const DAY_MS = 86_400_000;
/** One list may be long, and its calls are spaced: a reading may take hours. */
const READING_MS = DAY_MS;
/** Without a `rate`: calls a second of one account, and the part of its `concurrency`. */
const CALLS_PER_SECOND = 2;
/** Calls of one reading that may follow each other at once without a `rate`: those of ten seconds. */
const BURST = 20;
const CONCURRENCY_PART = 1 / 4;
/** The part of a configured `rate` that is left to callers. */
const CALLERS_PART = 1 / 2;

/** Milliseconds between two deletions of what has expired. */
const EXPIRE_MS = 60_000;
/** Milliseconds between two attempts to begin. */
const RETRY_MS = 1000;
/** How long changes are kept. */
const CHANGES_MS = 7 * DAY_MS;

export interface BackgroundOptions {
  readonly readers?: Readers | undefined;
  readonly observer?: StoreObserver | undefined;
  readonly states?: AccountStates | undefined;
}

/** Reads in the background as soon as the store is open, and deletes what has expired, until it is closed. */
export function startBackgroundReading(
  config: Config,
  providers: readonly ProviderAccount[],
  handle: Pick<StoreHandle, 'opened' | 'useAccounts'>,
  logger: Logger,
  { readers, observer, states }: BackgroundOptions = {},
): { close(): Promise<void> } {
  const { retentionDays = 400 } = config.store ?? {};
  const closing = new AbortController();
  const { signal } = closing;
  let timer: NodeJS.Timeout | undefined;
  let reading: { close(): Promise<void> } | undefined;
  const start = async (): Promise<void> => {
    const store = await handle.opened;
    if (!store || signal.aborted) return;
    timer = setInterval(() => {
      const now = Date.now();
      // A store that cannot be used is reported by those who read from it.
      store.expire(now - retentionDays * DAY_MS, now - CHANGES_MS).catch(() => undefined);
    }, EXPIRE_MS).unref();
    // A reload may have found the store unreachable.
    await whenUsable(() => handle.useAccounts(config.accounts), signal);
    if (readers) {
      reading = readInTurn(config, providers, readers, (provider, lost) => openOne([provider], store, lost));
      return;
    }
    const synchronizer = await whenUsable(() => openOne(providers, store), signal);
    reading = synchronizer;
    // It may have been closed meanwhile.
    if (closing.signal.aborted) await synchronizer.close();
  };
  const openOne = async (some: readonly ProviderAccount[], store: Store, lost?: AbortSignal) => {
    // A reading may last for minutes, and neither a reload nor the end of the process waits for that.
    const ended = lost ? AbortSignal.any([lost, signal]) : signal;
    const readings = await openAccountReadings(config, some, store, logger, { signal: ended, states });
    return synchronize(readings, observer);
  };
  start().catch((error: unknown) => {
    if (!signal.aborted) logger.warn({}, `Background reading could not start: ${toError(error).message}`);
  });
  return {
    close: async () => {
      closing.abort();
      clearInterval(timer);
      await reading?.close();
    },
  };
}

function synchronize(readings: readonly AccountReading[], observer: StoreObserver | undefined) {
  if (!observer) return new Synchronizer(readings);
  const observed = readings.map(({ sync, concurrency }) => ({ concurrency, ...observer.readingStarted(sync) }));
  const synchronizer = new Synchronizer(observed.map(({ reader, concurrency }) => ({ sync: reader, concurrency })));
  return {
    close: async () => {
      for (const { end } of observed) end();
      await synchronizer.close();
    },
  };
}

/** Repeats work until the store can be used. */
export async function whenUsable<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      await sleep(RETRY_MS, undefined, { signal });
    }
  }
}

const NO_TROUBLE: AccountTrouble = { isBreakerOpen: false, isCredentialSilenced: false, isCredentialRejected: false };

interface ReadingOptions {
  readonly isFast?: boolean;
  readonly signal?: AbortSignal;
  readonly states?: AccountStates | undefined;
}

export interface AccountReading {
  readonly sync: AccountSync;
  /** Readings at a time. */
  readonly concurrency: number;
}

/**
 * Background reading for each account. `isFast`: there are no other calls, so it may use the whole rate. `signal` ends
 * readings under way. `states`: accounts in trouble are left to callers.
 */
export async function openAccountReadings(
  config: Config,
  providers: readonly ProviderAccount[],
  store: Store,
  logger: Logger,
  { isFast = false, signal, states }: ReadingOptions,
): Promise<readonly AccountReading[]> {
  const learned = new LearnedEndpoints();
  const { scanRows } = config.limits;
  const { refreshSeconds = 10, retentionDays = 400 } = config.store ?? {};
  return Promise.all(
    providers.map(async (provider): Promise<AccountReading> => {
      const account = config.accounts.find(({ name }) => name === provider.account.name);
      const { concurrency = 4, rate } = account ?? {};
      const sync = await AccountSync.open({
        provider,
        store,
        createOperation: () => createBackgroundOperation(signal),
        createSession: () => new PagingSession({ scanRows, softDeadline: Infinity, learned, now: Date.now }),
        now: Date.now,
        refreshMs: refreshSeconds * 1000,
        retentionMs: retentionDays * DAY_MS,
        ...(isFast ? UNLIMITED : budgetOf(rate)),
        readTrouble: () => states?.of(provider.account.name) ?? NO_TROUBLE,
        onFailure: ({ key }, error) => {
          if (signal?.aborted === true) return;
          const code =
            error instanceof UpstreamError || error instanceof StoreError ? error.message : 'unexpected error';
          logger.info({ account: key.account, list: key.kind, scope: key.scope }, `Background reading failed: ${code}`);
        },
      });
      return { sync, concurrency: isFast ? concurrency : Math.max(1, Math.floor(concurrency * CONCURRENCY_PART)) };
    }),
  );
}

/** The limits of the account apply all the same. */
const UNLIMITED = { callsPerSecond: Infinity, burst: 1 };

/** The rest of a configured rate and of its bucket is left to callers. */
function budgetOf(rate: { readonly requests: number; readonly perSeconds: number } | undefined) {
  if (!rate) return { callsPerSecond: CALLS_PER_SECOND, burst: BURST };
  const part = rate.requests * CALLERS_PART;
  return { callsPerSecond: part / rate.perSeconds, burst: part };
}

function createBackgroundOperation(signal: AbortSignal | undefined): BackgroundOperation {
  return createOperation({
    requestId: `background-${randomUUID()}`,
    timeoutMs: READING_MS,
    upstreamCalls: Infinity,
    ...(signal && { signal }),
  });
}

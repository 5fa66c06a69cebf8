import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../domain/operation.js';
import type { Account } from '../domain/provider.js';
import type { PagingSession } from '../paging/session.js';
import type { ProviderAccount } from '../providers/provider.js';
import { StoreError } from '../store/database.js';
import type { ListState, Store } from '../store/store.js';
import { CallSpacing } from './call-spacing.js';
import { chooseList } from './choose-list.js';
import type { BeforeCall } from './spaced-feed.js';
import { readClusters, readJobs, type ReadResult } from './read-list.js';
import { ScheduledList } from './scheduled-list.js';

/** An operation of background reading. It counts its calls, and it is disposed of at its end. */
export interface BackgroundOperation extends Operation, Disposable {
  readonly calls: number;
}

/** Why an account should not be called now. */
export interface AccountTrouble {
  readonly isBreakerOpen: boolean;
  readonly isCredentialSilenced: boolean;
  readonly isCredentialRejected: boolean;
}

export interface AccountSyncOptions {
  readonly provider: ProviderAccount;
  readonly store: Store;
  readonly createOperation: () => BackgroundOperation;
  readonly createSession: (operation: Operation) => PagingSession;
  readonly now: () => number;
  /** `store.refreshSeconds` in milliseconds. */
  readonly refreshMs: number;
  /** How long jobs are kept, and how far back a reading of a list with time windows goes. */
  readonly retentionMs: number;
  readonly callsPerSecond: number;
  /** Calls of one reading that may follow each other at once. */
  readonly burst: number;
  readonly readTrouble: () => AccountTrouble;
  readonly onFailure: (list: ScheduledList, error: unknown) => void;
}

/** The assumed changes per second of a list that was not read yet: one a day. */
const USUAL_RATE = 1 / 86_400;
/** A cluster list of this age is read first: it has the scopes of the job lists and the running operations. */
const CLUSTERS_MS = 60_000;
/**
 * Callers find out whether a provider is back or a key is accepted again. Without callers, background reading tries after
 * this.
 */
const TROUBLE_MS = 300_000;
/**
 * A reading stops at the first row that is known and has ended. After this, a list is read to its end, which shows what
 * below is no longer listed; otherwise such rows would never expire.
 */
const TO_END_MS = 30 * 86_400_000;
/** A key that is silenced may be used again at any time. */
const SILENCED_MS = 1000;
/** Nothing is read for this long after the store has failed: what is read could not be kept. */
const STORE_FAILURE_MS = 5000;

/** Keeps the stored copies of one account's lists fresh. Each step decides first, purely, and then reads. */
export class AccountSync {
  readonly #options: AccountSyncOptions;
  readonly #spacing: CallSpacing;
  readonly #clusters: ScheduledList;
  readonly #lists = new Map<string, ScheduledList>();
  #changes = 1;
  #observedSeconds = 1 / USUAL_RATE;
  #lastStart = -Infinity;
  #calls = 0;
  #restsUntil = -Infinity;
  #triesKeyAt = -Infinity;

  private constructor(options: AccountSyncOptions, clusters: ListState) {
    this.#options = options;
    this.#spacing = new CallSpacing(options.callsPerSecond, options.burst);
    this.#clusters = new ScheduledList(clusters, USUAL_RATE);
  }

  static async open(options: AccountSyncOptions): Promise<AccountSync> {
    const { name: account } = options.provider.account;
    const key = { account, kind: 'clusters', scope: '' } as const;
    const unread = { ...key, readAt: 0, oldestOpenTime: null, newestTime: null, reachesBackTo: null, endReadAt: 0 };
    const sync = new AccountSync(options, (await options.store.list(key)) ?? unread);
    await sync.#loadLists();
    return sync;
  }

  get account(): string {
    return this.#options.provider.account.name;
  }

  get owner(): Account {
    return this.#options.provider.account;
  }

  /** The lists, the cluster list first. */
  get lists(): readonly ScheduledList[] {
    return [this.#clusters, ...this.#lists.values()];
  }

  /** Upstream calls of all readings that have ended. */
  get calls(): number {
    return this.#calls;
  }

  /** Milliseconds until a reading may begin; 0: now. */
  waitMs(): number {
    const now = this.#options.now();
    const { isBreakerOpen, isCredentialSilenced, isCredentialRejected } = this.#options.readTrouble();
    // A rejected key can be tried again after a minute; a rejection then would count towards the provider's lock.
    if (!isCredentialRejected) this.#triesKeyAt = -Infinity;
    else if (isCredentialSilenced) this.#triesKeyAt = now + TROUBLE_MS;
    const silencedMs = isCredentialSilenced ? SILENCED_MS : 0;
    const troubleMs = isBreakerOpen ? this.#lastStart + TROUBLE_MS - now : 0;
    return Math.max(this.#spacing.waitMs(now), this.#restsUntil - now, this.#triesKeyAt - now, silencedMs, troubleMs);
  }

  /** The list that should be read now; `undefined`: none is due. */
  choose(): ScheduledList | undefined {
    const { now, refreshMs, callsPerSecond } = this.#options;
    const time = now();
    const clusters = this.#clusters;
    const clustersMs = clusters.isDue(time) ? time - clusters.readAt : 0;
    if (clustersMs >= Math.max(refreshMs, CLUSTERS_MS)) return clusters;
    // Twice as long as reading in turn takes, and a little less.
    const mostMs = Math.max(refreshMs, (1.9 * this.#lists.size * 1000) / callsPerSecond);
    const due = [...this.#lists.values()].filter((list) => list.isDue(time));
    const jobs = chooseList(due, time, { leastMs: refreshMs, mostMs });
    return jobs ?? (clustersMs >= refreshMs ? clusters : undefined);
  }

  /** Reads a list into the store. Does not reject: a failure is reported, and the list rests for a while. */
  async read(list: ScheduledList): Promise<ReadResult | undefined> {
    const { now, refreshMs, onFailure } = this.#options;
    const startedAt = now();
    list.isReading = true;
    this.#lastStart = startedAt;
    const operation = this.#options.createOperation();
    let spaced = 0;
    const beforeCall = async () => {
      spaced++;
      const waitMs = this.#spacing.take(now());
      // The call fails if the operation has ended meanwhile.
      if (waitMs > 0) await sleep(waitMs, undefined, { signal: operation.signal }).catch(() => undefined);
    };
    try {
      const result = await this.#readInto(list, operation, beforeCall);
      if (list.readAt > 0) {
        this.#changes += result.changed;
        this.#observedSeconds += (startedAt - list.readAt) / 1000;
      }
      list.succeeded(startedAt, result, this.#changes / this.#observedSeconds);
      if (list === this.#clusters) await this.#loadLists();
      return result;
    } catch (error) {
      if (error instanceof StoreError) {
        list.lastError = error;
        this.#restsUntil = now() + STORE_FAILURE_MS;
      } else list.failed(now(), refreshMs, error);
      onFailure(list, error);
      return undefined;
    } finally {
      operation[Symbol.dispose]();
      list.isReading = false;
      this.#calls += operation.calls;
      // Retries, tokens and a reading without a call.
      this.#spacing.spend(Math.max(0, Math.max(1, operation.calls) - spaced), now());
    }
  }

  async #readInto(list: ScheduledList, operation: Operation, beforeCall: BeforeCall): Promise<ReadResult> {
    const { provider, store, now, retentionMs, createSession } = this.#options;
    const time = now();
    const oldest = time - retentionMs;
    const reader = { provider, operation, session: createSession(operation), store, now, oldest, beforeCall };
    if (list !== this.#clusters) {
      const state = await store.list(list.key);
      if (state) {
        const isToEnd = list.isDueToEnd(state, time, Math.min(TO_END_MS, retentionMs / 4));
        if (isToEnd) list.triedToEndAt = time;
        return readJobs(reader, state, isToEnd);
      }
    }
    const result = await readClusters(reader);
    for (const scope of result.activeScopes ?? []) {
      const active = this.#lists.get(scope);
      if (active) active.isActive = true;
    }
    return result;
  }

  /** Job lists come and go with the clusters. */
  async #loadLists(): Promise<void> {
    const { provider, store } = this.#options;
    const states = await store.listsReadBefore(provider.account.name, 'jobs', Infinity, Number.MAX_SAFE_INTEGER);
    const scopes = new Set(states.map(({ scope }) => scope));
    for (const scope of this.#lists.keys()) if (!scopes.has(scope)) this.#lists.delete(scope);
    for (const state of states) {
      if (!this.#lists.has(state.scope)) this.#lists.set(state.scope, new ScheduledList(state, USUAL_RATE));
    }
  }
}

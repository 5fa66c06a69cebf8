import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/domain/errors.js';
import { PagingSession } from '../../src/paging/session.js';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import type { ProviderAccount } from '../../src/providers/provider.js';
import { StoreError } from '../../src/store/database.js';
import type { Store } from '../../src/store/store.js';
import { AccountSync } from '../../src/sync/account-sync.js';
import { createOperation } from '../../src/upstream/index.js';
import { CSS } from '../store/rows.js';

const MINUTE = 60_000;
const STYLE = { endpoint: 'x', documentation: '', unit: 'row', origin: 0, limits: { min: 1, max: 1000 } };

/** Background reading of one account whose cluster list fails with `error`. */
async function openSync(error: Error) {
  const state = { now: 1_800_000_000_000, isBreakerOpen: false, isCredentialSilenced: false, callsPerSecond: 10 };
  const fail = () => Promise.reject(error);
  const provider = { account: CSS, jobScope: 'cluster', clusters: () => ({ key: 'c', style: STYLE, fetch: fail }) };
  const store: Partial<Store> = {
    list: () => (error instanceof StoreError ? fail() : Promise.resolve(null)),
    listsReadBefore: () => Promise.resolve([]),
  };
  const opening: Partial<Store> = { ...store, list: () => Promise.resolve(null) };
  const current = { store: opening };
  const sync = await AccountSync.open({
    provider: provider as Partial<ProviderAccount> as ProviderAccount,
    store: {
      list: (key) => current.store.list?.(key),
      listsReadBefore: store.listsReadBefore,
    } as Partial<Store> as Store,
    createOperation: () => createOperation({ requestId: 'test', timeoutMs: 1000, upstreamCalls: 100 }),
    createSession: () =>
      new PagingSession({
        scanRows: 100,
        softDeadline: Infinity,
        learned: new LearnedEndpoints(),
        now: () => state.now,
      }),
    now: () => state.now,
    refreshMs: 10_000,
    retentionMs: 1000,
    callsPerSecond: state.callsPerSecond,
    readTrouble: () => state,
    onFailure: () => undefined,
  });
  current.store = store;
  const read = async () => {
    const list = sync.choose();
    if (list) await sync.read(list);
    return list !== undefined;
  };
  return { state, sync, read };
}

const unavailable = new UpstreamError('UPSTREAM_UNAVAILABLE', CSS, 'The provider is down.');

describe('Background reading', () => {
  it('waits while the breaker is open, and goes on as soon as a caller has closed it', async () => {
    const { state, sync, read } = await openSync(unavailable);
    expect(sync.waitMs()).toBe(0);
    await read();
    state.now += MINUTE;
    state.isBreakerOpen = true;
    expect(sync.waitMs()).toBe(4 * MINUTE);
    state.isBreakerOpen = false;
    expect(sync.waitMs()).toBe(0);
  });

  it('makes one attempt in five minutes while the breaker is open and nobody calls', async () => {
    const { state, sync, read } = await openSync(unavailable);
    await read();
    state.isBreakerOpen = true;
    let readings = 0;
    for (let second = 0; second < 3600; second++) {
      state.now += 1000;
      if (sync.waitMs() <= 0 && (await read())) readings++;
    }
    expect(readings).toBe(12);
  });

  it('leaves a key that was silenced alone for five minutes after its rest, because a rejection counts towards the lock', async () => {
    const { state, sync } = await openSync(unavailable);
    state.isCredentialSilenced = true;
    expect(sync.waitMs()).toBe(5 * MINUTE);
    state.now += MINUTE;
    expect(sync.waitMs()).toBe(5 * MINUTE);
    state.isCredentialSilenced = false;
    state.now += 4 * MINUTE;
    expect(sync.waitMs()).toBe(MINUTE);
    state.now += MINUTE;
    expect(sync.waitMs()).toBe(0);
  });

  it('waits five seconds after the store has failed, and then reads every list, because none of them failed', async () => {
    const { state, sync, read } = await openSync(new StoreError('full'));
    for (let count = 0; count < 10; count++) {
      expect(sync.waitMs()).toBeLessThanOrEqual(0);
      expect(await read()).toBe(true);
      expect(sync.waitMs()).toBe(5000);
      state.now += 5000;
    }
  });

  it('spaces its calls, so that the rest of the rate is left to callers', async () => {
    const { state, sync, read } = await openSync(unavailable);
    await read();
    expect(sync.waitMs()).toBe(100);
    state.now += 100;
    expect(sync.waitMs()).toBe(0);
  });
});

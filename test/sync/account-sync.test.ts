import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../src/domain/cluster.js';
import { UpstreamError } from '../../src/domain/errors.js';
import type { Feed } from '../../src/paging/feed.js';
import { PagingSession } from '../../src/paging/session.js';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import type { ProviderAccount } from '../../src/providers/provider.js';
import { StoreError } from '../../src/store/database.js';
import type { Store } from '../../src/store/store.js';
import { AccountSync } from '../../src/sync/account-sync.js';
import { createOperation } from '../../src/upstream/index.js';
import { CSS } from '../store/rows.js';

const MINUTE = 60_000;
/** Rows of a list that takes fourteen calls. */
const TOTAL = 13_500;
const T0 = 1_700_000_000_000;
const CLUSTER: Cluster = {
  account: CSS.name,
  provider: CSS.provider,
  nativeId: 'c',
  name: 'c',
  status: 'AVAILABLE',
  nativeStatus: null,
  engine: null,
  engineVersion: null,
  nodeCount: null,
  createdAt: null,
};
const STYLE = { endpoint: 'x', documentation: '', unit: 'row', origin: 0, limits: { min: 1, max: 1000 } };

/** Background reading of one account whose cluster list fails with `error`, or is fetched in another way. */
async function openSync(error: Error, fetch: Feed<Cluster>['fetch'] = () => Promise.reject(error)) {
  const state = {
    now: 1_800_000_000_000,
    isBreakerOpen: false,
    isCredentialSilenced: false,
    isCredentialRejected: false,
    callsPerSecond: 10,
  };
  const fail = () => Promise.reject(error);
  const provider = { account: CSS, jobScope: 'cluster', clusters: () => ({ key: 'c', style: STYLE, fetch }) };
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
    burst: 10,
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

  it('leaves a rejected key alone for five minutes after its rest, because a rejection counts towards the lock', async () => {
    const { state, sync } = await openSync(unavailable);
    state.isCredentialSilenced = true;
    state.isCredentialRejected = true;
    expect(sync.waitMs()).toBe(5 * MINUTE);
    state.now += MINUTE;
    expect(sync.waitMs()).toBe(5 * MINUTE);
    state.isCredentialSilenced = false;
    state.now += 4 * MINUTE;
    expect(sync.waitMs()).toBe(MINUTE);
    state.now += MINUTE;
    expect(sync.waitMs()).toBe(0);
  });

  it('uses a rejected key again as soon as a caller has it accepted', async () => {
    const { state, sync } = await openSync(unavailable);
    state.isCredentialSilenced = true;
    state.isCredentialRejected = true;
    expect(sync.waitMs()).toBe(5 * MINUTE);
    state.isCredentialSilenced = false;
    state.isCredentialRejected = false;
    expect(sync.waitMs()).toBe(0);
  });

  it('uses a key that rests without a rejection, as after a trial whose process was killed, when its rest is over', async () => {
    const { state, sync } = await openSync(unavailable);
    state.isCredentialSilenced = true;
    expect(sync.waitMs()).toBe(1000);
    state.now += MINUTE;
    expect(sync.waitMs()).toBe(1000);
    state.isCredentialSilenced = false;
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

  it('waits within a reading that takes more calls than may follow each other', async () => {
    const startedAt = performance.now();
    const times: number[] = [];
    const { read } = await openSync(unavailable, ({ offset, limit }) => {
      times.push(performance.now() - startedAt);
      const rows = Array.from({ length: Math.min(limit, TOTAL - offset) }, (_, index) => ({
        time: T0 - offset - index,
        identity: `c${offset + index}`,
        value: CLUSTER,
      }));
      return Promise.resolve({ rows, total: TOTAL });
    });
    await read();
    expect(times.length).toBeGreaterThan(12);
    // Ten calls a second, ten of which may follow each other.
    expect(times[9]).toBeLessThan(100);
    expect((times.at(-1) ?? 0) - (times[9] ?? 0)).toBeGreaterThanOrEqual(190);
  });
});

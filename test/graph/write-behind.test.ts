import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedFeed } from '../../src/graph/stored/stored-rows.js';
import { WriteBehind } from '../../src/graph/stored/write-behind.js';
import { toEntries } from '../../src/paging/merge/entry.js';
import type { Store } from '../../src/store/store.js';
import { CSS, jobRow } from '../store/rows.js';
import { startStoredFleet, type StoredFleet } from './stored-fleet.js';

const PAGE = '{ clusterJobs(first: 5, filter: { accounts: ["search-prod"] }) { nodes { id status } } }';

describe('Rows that a page reads live', () => {
  let fleet: StoredFleet;
  beforeAll(async () => {
    fleet = await startStoredFleet();
  });
  afterAll(() => fleet.close());

  it('are written into the store once, and again when they change or after a minute', async () => {
    const writes: Promise<void>[] = [];
    const { store, clouds } = fleet;
    const writeJobs: Store['writeJobs'] = (reading) => {
      const write = store.writeJobs(reading);
      writes.push(write);
      return write;
    };
    fleet.handle.current = new Proxy(store, {
      get: (target, name) => (name === 'writeJobs' ? writeJobs : (Reflect.get(target, name) as unknown)),
    });
    /** Further writes may start when these end. */
    const settle = async () => {
      let ended = -1;
      while (ended < writes.length) {
        ended = writes.length;
        await Promise.all(writes);
        await setImmediate();
      }
    };
    const countOfPage = async () => {
      writes.length = 0;
      await fleet.read(PAGE);
      await settle();
      await fleet.read(PAGE);
      await settle();
      return writes.length;
    };
    expect(await countOfPage()).toBeGreaterThan(0);
    expect(await countOfPage()).toBe(0);
    const state = clouds.state('search-prod');
    const [scope = ''] = state.scopes();
    state.insertJob(scope, [scope], { finishesAt: clouds.clock.now() + 3_600_000 });
    expect(await countOfPage()).toBe(1);
    fleet.pass(60_000);
    expect(await countOfPage()).toBeGreaterThan(1);
  });
});

it('Pages that wait for a slow store hold 20,000 rows at most', async () => {
  const written: number[] = [];
  const { promise: usable, resolve } = Promise.withResolvers<undefined>();
  const writeJobs: Store['writeJobs'] = async ({ rows }) => {
    await usable;
    written.push(rows.length);
  };
  const store: Pick<Store, 'writeJobs'> = { writeJobs };
  const writeBehind = new WriteBehind();
  const sourceOf = (scope: string) => ({ feed: storedFeed(scope), space: CSS.name, scope });
  for (let page = 0; page < 40; page++) {
    const source = sourceOf(`c${page}`);
    const rows = Array.from({ length: 1000 }, (_, index) => jobRow(`${page}-${index}`, index));
    const live = { source, entries: toEntries(source, rows), isWhole: false };
    writeBehind.keepJobs(store as Store, { liveRows: [live] }, 1, false);
  }
  resolve(undefined);
  await expect.poll(() => written.length).toBe(24);
  await setImmediate();
  // Four pages were being written, and twenty waited.
  expect(written).toHaveLength(24);
});

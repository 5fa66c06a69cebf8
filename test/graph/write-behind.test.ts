import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.js';
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

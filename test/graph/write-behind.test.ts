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
    const written: number[] = [];
    const { store, clouds } = fleet;
    const writeJobs: Store['writeJobs'] = (reading) => {
      written.push(reading.rows.length);
      return store.writeJobs(reading);
    };
    fleet.handle.current = new Proxy(store, {
      get: (target, name) => (name === 'writeJobs' ? writeJobs : (Reflect.get(target, name) as unknown)),
    });
    const countOfPage = async () => {
      written.length = 0;
      await fleet.read(PAGE);
      await fleet.read(PAGE);
      return written.length;
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

import { afterEach, expect, it } from 'vitest';
import type { StoredFleet } from './stored-fleet.js';
import { startStoredFleet } from './stored-fleet.js';
import { walkNodes } from './stored-walk.js';

let fleet: StoredFleet;
afterEach(() => fleet.close());

/** One cloud returns invalid responses, and the others do not. */
function breakOnly(name: string | undefined): void {
  fleet.clouds.clearIntercepts();
  if (name !== undefined) {
    fleet.clouds.intercept(({ cloud }) => (cloud === name ? { status: 200, body: '?' } : undefined));
  }
}

it.each(['forward', 'backward'] as const)(
  'shows every job once where an outage let some lists go ahead of those of the store (%s)',
  async (direction) => {
    fleet = await startStoredFleet();
    await fleet.sync();
    const filter = { providers: ['HUAWEI_DWS', 'QINGCLOUD'] };
    const all = await walkNodes(fleet, { direction, filter, size: 100, stalenessOf: () => 0 });
    // DWS goes ahead, QingCloud follows while DWS fails, and then both are in the store.
    const broken = ['qingcloud', 'dws'];
    breakOnly(broken[0]);
    const seen = await walkNodes(fleet, {
      direction,
      filter,
      mayFail: true,
      stalenessOf: (page) => (page < broken.length ? 0 : 3600),
      between: async (page) => {
        breakOnly(broken[page + 1]);
        fleet.pass(1);
        if (page + 1 >= broken.length) await fleet.sync();
      },
    });
    const ids = seen.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
  },
);

it('shows every job once where the lists behind the others are read live after a page from the store', async () => {
  fleet = await startStoredFleet();
  await fleet.sync();
  const filter = { providers: ['HUAWEI_DWS', 'QINGCLOUD'] };
  const all = await walkNodes(fleet, { filter, size: 100, stalenessOf: () => 0 });
  breakOnly('qingcloud');
  const seen = await walkNodes(fleet, {
    filter,
    mayFail: true,
    stalenessOf: (page) => (page === 1 ? 3600 : 0),
    between: async (page) => {
      breakOnly(undefined);
      fleet.pass(1);
      if (page === 0) await fleet.sync();
    },
  });
  const ids = seen.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
});

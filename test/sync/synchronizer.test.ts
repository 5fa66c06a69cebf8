import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { AccountReader } from '../../src/sync/observer.js';
import { ScheduledList } from '../../src/sync/scheduled-list.js';
import { Synchronizer } from '../../src/sync/synchronizer.js';

const LIST = new ScheduledList(
  {
    account: 'one',
    kind: 'jobs',
    scope: 'cluster',
    readAt: 0,
    oldestOpenTime: null,
    newestTime: null,
    reachesBackTo: null,
    endReadAt: 0,
  },
  1,
);

describe('Background reading', () => {
  it('looks for due lists a few times a second, for any number of readings at a time', async () => {
    let looks = 0;
    const sync: AccountReader = {
      waitMs: () => 0,
      choose: () => {
        looks++;
        return undefined;
      },
      read: () => Promise.resolve(undefined),
    };
    const synchronizer = new Synchronizer([{ sync, concurrency: 64 }]);
    await sleep(600);
    await synchronizer.close();
    expect(looks).toBeLessThanOrEqual(4);
  });

  it('waits between readings for as long as the rate requires, and no longer', async () => {
    const all = Promise.withResolvers<undefined>();
    let readings = 0;
    let isPaid = true;
    const sync: AccountReader = {
      waitMs: () => {
        const waitMs = isPaid ? 0 : 2;
        isPaid = true;
        return waitMs;
      },
      choose: () => LIST,
      read: () => {
        isPaid = false;
        if (++readings === 40) all.resolve(undefined);
        return Promise.resolve(undefined);
      },
    };
    const synchronizer = new Synchronizer([{ sync, concurrency: 1 }]);
    // Forty rests of a quarter of a second would take ten seconds.
    const isOver = await Promise.race([all.promise.then(() => true), sleep(5000).then(() => false)]);
    await synchronizer.close();
    expect(isOver).toBe(true);
  });

  it('has at most as many readings at a time as the account may have, and ends when they have ended', async () => {
    const ends: (() => void)[] = [];
    const sync: AccountReader = {
      waitMs: () => 0,
      choose: () => LIST,
      read: () =>
        new Promise((resolve) =>
          ends.push(() => {
            resolve(undefined);
          }),
        ),
    };
    const synchronizer = new Synchronizer([{ sync, concurrency: 3 }]);
    await sleep(20);
    expect(ends).toHaveLength(3);
    ends[0]?.();
    await sleep(20);
    expect(ends).toHaveLength(4);
    let isClosed = false;
    const closing = synchronizer.close().then(() => (isClosed = true));
    await sleep(20);
    expect(isClosed).toBe(false);
    for (const end of ends) end();
    await closing;
  });
});

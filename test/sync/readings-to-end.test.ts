import { afterEach, describe, expect, it } from 'vitest';
import { startStoredFleet, type StoredFleet } from '../graph/stored-fleet.js';

const HOUR = 3_600_000;

let fleet: StoredFleet;
afterEach(() => fleet.close());

describe('A reading to the end of a list', () => {
  it('comes after a quarter of the time that jobs are kept, and shows which old jobs are no longer listed, so that they expire', async () => {
    fleet = await startStoredFleet(undefined, 'to-end', 1);
    await fleet.sync();
    const estate = fleet.clouds.states.find(({ cloud }) => cloud === 'css');
    const scope = estate?.scopes().find((one) => estate.jobs(one).length > 100);
    const oldest = estate?.jobs(scope).at(-1);
    if (!estate || scope === undefined || !oldest) throw new Error('There is no long list.');
    estate.deleteJob(oldest.key);
    const key = { account: estate.name, kind: 'jobs', scope } as const;
    const readAgain = async () => {
      await fleet.sync(new Set([scope]));
      const state = await fleet.store.list(key);
      return { isToEnd: state?.endReadAt === Date.now(), isRead: state?.readAt === Date.now() };
    };
    fleet.pass(5 * HOUR);
    expect(await readAgain()).toEqual({ isToEnd: false, isRead: true });
    expect(await fleet.store.expire(Date.now() + 1, 0)).toBe(0);
    fleet.pass(HOUR);
    expect(await readAgain()).toEqual({ isToEnd: true, isRead: true });
    expect(await fleet.store.expire(Date.now(), 0)).toBe(0);
    // The job, and the row by which its cluster finds it.
    expect(await fleet.store.expire(Date.now() + 1, 0)).toBe(2);
    fleet.pass(HOUR);
    expect(await readAgain()).toEqual({ isToEnd: false, isRead: true });
  });

  it('that fails is followed by readings of new rows only, for that time', async () => {
    fleet = await startStoredFleet(undefined, 'to-end', 1);
    await fleet.sync();
    const estate = fleet.clouds.states.find(({ cloud }) => cloud === 'css');
    const scope = estate?.scopes().find((one) => estate.jobs(one).length > 100);
    if (!estate || scope === undefined) throw new Error('There is no long list.');
    const key = { account: estate.name, kind: 'jobs', scope } as const;
    fleet.pass(6 * HOUR);
    const sync = await fleet.openSync(estate.name);
    const list = sync.lists.find((one) => one.key.scope === scope);
    if (!list) throw new Error('The list is not known.');
    const restore = fleet.clouds.intercept(() => ({ status: 403, body: {} }));
    await sync.read(list);
    restore();
    const before = await fleet.store.list(key);
    await sync.read(list);
    const after = await fleet.store.list(key);
    expect([after?.endReadAt, after?.readAt]).toEqual([before?.endReadAt, Date.now()]);
    fleet.pass(6 * HOUR);
    await sync.read(list);
    expect((await fleet.store.list(key))?.endReadAt).toBe(Date.now());
  });
});

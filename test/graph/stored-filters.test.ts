import { afterAll, beforeAll, expect, it } from 'vitest';
import { runs } from '../support/long.js';
import { startStoredFleet, type StoredFleet } from './stored-fleet.js';
import { walkJobs } from './stored-walk.js';

let fleet: StoredFleet;
beforeAll(async () => {
  fleet = await startStoredFleet();
  await fleet.sync();
});
afterAll(() => fleet.close());

it.each([
  ['without a filter', undefined],
  ['of failed jobs', { statuses: ['FAILED'] }],
  ['of two statuses and one provider', { statuses: ['FAILED', 'RUNNING'], providers: ['HUAWEI_CSS'] }],
  ['of a range of times', { createdAfter: '2026-11-19T00:00:00Z', createdBefore: '2026-11-21T00:00:00Z' }],
  ['of some actions', { actions: ['LogBackup', 'Grow'] }],
])('A page of jobs from the store makes no upstream call and equals the live one %s, both ways', async (_, filter) => {
  for (const direction of ['forward', 'backward'] as const) {
    const walk = { direction, filter: filter ?? {} };
    const live = await walkJobs(fleet, { ...walk, size: 50, stalenessOf: () => 0 });
    fleet.calls();
    expect(await walkJobs(fleet, { ...walk, size: runs(40, 7), stalenessOf: () => 3600 })).toEqual(live);
    expect(fleet.calls()).toBe(0);
    expect(live.length).toBeGreaterThan(0);
  }
});

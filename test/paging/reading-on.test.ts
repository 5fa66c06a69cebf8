import { describe, expect, it } from 'vitest';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { beforeCall, identitiesOf, listOf, minutes, NOW, readerOf } from './lists.js';
import { type MovingList } from './moving-list.js';
import { onePage } from './walking.js';

const now = () => NOW;

const ofKind = (list: MovingList, direction: 'forward' | 'backward') =>
  ({ lists: [list], direction, pageSize: () => 20, now, matches: ({ kind }: { kind: number }) => kind === 0 }) as const;

/** Makes rows ones that no search of kind 0 finds, by their row numbers. */
function hide(list: MovingList, isHidden: (index: number) => boolean): void {
  list.rows = list.rows.map((row, index) => (isHidden(index) ? { ...row, value: { ...row.value, kind: 1 } } : row));
}

describe('Reading on', () => {
  it('takes one call even if a row was deleted meanwhile', async () => {
    const list = listOf('QingCloud jobs', minutes(300));
    const reader = readerOf(list);
    const run = await reader.open(0, 50);
    const known = run.rows.length;
    list.remove(7);
    await reader.extend('forward', run, 40);
    expect([list.calls.length, run.rows.length >= known + 40]).toEqual([2, true]);
  });

  it('takes one call within a time that many rows without an identity share', async () => {
    const times = minutes(200).map((time, index, all) => (index >= 44 && index < 56 ? (all[44] ?? 0) : time));
    const list = listOf('QingCloud jobs', times, { twins: true });
    const reader = readerOf(list);
    const run = await reader.open(0, 46);
    expect(run.rows).toHaveLength(50);
    await reader.extend('forward', run, 40);
    expect([list.calls.length, run.rows.length]).toEqual([2, run.next]);
  });

  it('towards newer rows takes one call even if rows were added during the previous read', async () => {
    const list = listOf('QingCloud jobs', minutes(400));
    const reader = readerOf(list);
    beforeCall(list, 2, () => {
      for (let count = 0; count < 3; count++) list.insert(NOW);
    });
    const run = await reader.open(100, 290);
    const calls = list.calls.length;
    await reader.extend('backward', run, 20);
    expect(list.calls.length).toBe(calls + 1);
    expect(identitiesOf(run.rows)).toEqual(identitiesOf(list.rows).slice(run.first, run.next));
  });

  it('towards newer rows goes no further than a page needs', async () => {
    const list = listOf('QingCloud jobs', minutes(3000));
    hide(list, (index) => index % 40 !== 0);
    const page = await onePage(ofKind(list, 'backward'), 20, null);
    expect([page.entries.length, page.hasPreviousPage]).toEqual([20, true]);
    expect(list.calls.length).toBeLessThanOrEqual(12);
  });

  it('does not take the second row for the first if one was deleted during the read', async () => {
    const list = listOf('QingCloud jobs', minutes(300));
    hide(list, (index) => index >= 30 && index < 33);
    const newest = list.rows[0]?.identity;
    const cursor = (await onePage({ ...ofKind(list, 'forward'), matches: undefined }, 125, null)).endCursor;
    list.calls = [];
    beforeCall(list, 2, () => {
      list.remove(20);
    });
    const page = await onePage(ofKind(list, 'backward'), 121, cursor);
    expect([page.entries.length, page.entries[0]?.identity, page.hasPreviousPage]).toEqual([121, newest, false]);
  });

  it('of a list with too large a total does not lower the limits of another list', async () => {
    const list = listOf('QingCloud jobs', minutes(30));
    const learned = new LearnedEndpoints();
    const setting = { lists: [list], direction: 'forward', pageSize: () => 50, now } as const;
    list.alterPage = (page) => ({ ...page, total: page.rows.length + 20 });
    const short = await onePage(setting, 50, null, learned);
    expect([short.entries.length, short.hasNextPage]).toEqual([30, false]);
    list.alterPage = (page) => page;
    for (let count = 0; count < 70; count++) list.insert(NOW);
    list.calls = [];
    const page = await onePage(setting, 80, null, learned);
    expect([page.entries.length, list.calls.length]).toEqual([80, 1]);
  });
});

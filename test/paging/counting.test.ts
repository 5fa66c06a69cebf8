import { describe, expect, it } from 'vitest';
import { readMembers } from '../../src/paging/find-members.js';
import { SimulatedLists } from './simulated-lists.js';
import { DAY, listOf, minutes, NOW, readerOf } from './lists.js';
import { onePage, type WalkSetting } from './walking.js';

const now = () => NOW;

function counted(setting: Pick<WalkSetting, 'lists'> & Partial<WalkSetting>): Promise<number | null> {
  const options = { direction: 'forward', pageSize: () => 20, now, ...setting } as const;
  return onePage(options, 20, null).then((page) => page.countTotal());
}

describe('A count', () => {
  const kinds = ['CSS clusters', 'DWS tasks', 'DWS clusters', 'GeminiDB jobs', 'QingCloud jobs'];

  it.each(kinds)('counts only rows that match, for any total of the provider: %s', async (kind) => {
    const list = listOf(kind, minutes(130));
    list.rows.forEach((row, index) => list.rows.splice(index, 1, { ...row, value: { ...row.value, kind: index % 4 } }));
    expect(await counted({ lists: [list], matches: ({ kind: of }) => of === 3 })).toBe(32);
  });

  it.each(kinds)('counts only rows in the time range, for any total of the provider: %s', async (kind) => {
    const list = listOf(kind, minutes(130));
    const [from, before] = [NOW - 99 * 60_000, NOW - 9 * 60_000];
    expect(await counted({ lists: [list], range: { from } })).toBe(100);
    expect(await counted({ lists: [list], range: { before } })).toBe(120);
    expect(await counted({ lists: [list], range: { from, before } })).toBe(90);
  });

  it('counts the rows of a list that is returned whole, because its total is not reliable', async () => {
    const list = listOf('DWS clusters', minutes(30));
    list.alterPage = ({ rows }) => ({ rows: [...rows, ...rows.slice(-1)], total: 31 });
    expect(await counted({ lists: [list] })).toBe(30);
  });

  it('counts the rows read if the total is smaller than that, or larger than a list read to its end', async () => {
    for (const wrong of [-5, 5]) {
      const list = listOf('QingCloud jobs', minutes(15));
      list.alterPage = ({ rows, total = 0 }) => ({ rows, total: total + wrong });
      expect(await counted({ lists: [list] }), String(wrong)).toBe(15);
    }
  });

  it('adds up all lists, and is null if more rows than limits.scanRows would be examined', async () => {
    const simulated = SimulatedLists.interleaved(3, 40);
    expect(await (await simulated.page({})).countTotal()).toBe(120);
    const countIn = async (scanRows: number) =>
      (await simulated.page({ session: simulated.session({ scanRows }) }, (value) => value !== '7')).countTotal();
    expect([await countIn(120), await countIn(119)]).toEqual([119, null]);
  });

  it('includes jobs that have not started only without a time range', async () => {
    const list = listOf('DWS tasks', [...minutes(12), Infinity, Infinity]);
    expect(await counted({ lists: [list] })).toBe(14);
    expect(await counted({ lists: [list], matches: () => true })).toBe(14);
    expect(await counted({ lists: [list], range: { from: 0 } })).toBe(12);
    expect(await counted({ lists: [list], range: { before: NOW + 1 } })).toBe(12);
  });

  it('covers the newest 30 days of a list that is read by time windows', async () => {
    const list = listOf('GeminiDB jobs', [...minutes(12), NOW - 40 * DAY]);
    expect(await counted({ lists: [list] })).toBe(12);
    expect(await counted({ lists: [list], range: { from: NOW - 50 * DAY } })).toBe(13);
  });
});

describe('Rows found by identity in a list', () => {
  const list = () => listOf('QingCloud jobs', minutes(1000));
  const oldest = ['QingCloud jobs-0', 'QingCloud jobs-1', 'QingCloud jobs-2', 'QingCloud jobs-3'];

  it('are found by reading on while that takes fewer calls than lookups', async () => {
    for (const [lookups, calls] of [
      [1, 0],
      [2, 1],
      [9, 1],
      [10, 11],
    ] as const) {
      const jobs = list();
      const { missing } = await readMembers(readerOf(jobs), oldest, (count) => (count === 4 ? lookups : 0));
      expect([missing.length, jobs.calls.length], `${lookups} lookups`).toEqual([calls > 1 ? 0 : 4, calls]);
    }
  });

  it('are known to be missing once the whole list was read', async () => {
    const jobs = listOf('QingCloud jobs', minutes(30));
    const wanted = ['QingCloud jobs-7', 'nowhere', 'elsewhere'];
    const members = await readMembers(readerOf(jobs), wanted, () => 2);
    expect([[...members.found.keys()], members.missing, members.isWhole]).toEqual([
      ['QingCloud jobs-7'],
      ['nowhere', 'elsewhere'],
      true,
    ]);
    const others = await readMembers(readerOf(list()), ['nowhere', 'elsewhere'], () => 2);
    expect([others.missing.length, others.isWhole]).toEqual([2, false]);
  });

  it('stay found if reading on fails', async () => {
    const jobs = list();
    const reader = readerOf(jobs);
    await reader.open(0, 50);
    jobs.alterPage = () => {
      throw new Error('an outage');
    };
    const { found, missing, failure } = await readMembers(reader, ['QingCloud jobs-990', ...oldest], () => 30);
    expect([[...found.keys()], missing, failure?.message]).toEqual([['QingCloud jobs-990'], oldest, 'an outage']);
  });

  it('are found without a call among rows that were read before', async () => {
    const jobs = list();
    const reader = readerOf(jobs);
    await reader.open(0, 50);
    jobs.calls = [];
    const members = await readMembers(reader, ['QingCloud jobs-990', 'QingCloud jobs-980'], () => 9);
    expect([members.found.size, jobs.calls.length]).toEqual([2, 0]);
  });
});

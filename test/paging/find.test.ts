import { describe, expect, it } from 'vitest';
import { findEntry } from '../../src/paging/find-row.js';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { readList } from '../../src/paging/read-list.js';
import { PagingSession } from '../../src/paging/session.js';
import { DAY, listOf, minutes, NOW, SECOND } from './lists.js';
import type { MovingList } from './moving-list.js';

function session(): PagingSession {
  const learned = new LearnedEndpoints();
  return new PagingSession({ scanRows: 5000, softDeadline: Infinity, learned, now: () => NOW });
}

function found(list: MovingList, identity: string, time: number | null) {
  return findEntry({ feed: list.feed(), space: 'account' }, identity, time, session());
}

describe('A lookup by identity and time', () => {
  it.each(['CSS jobs', 'DWS tasks', 'DWS clusters', 'GeminiDB jobs', 'QingCloud jobs'])(
    'finds the row anywhere in few calls, or that it does not exist: %s',
    async (kind) => {
      const list = listOf(kind, minutes(2500));
      for (const index of [0, 1, 99, 100, 1234, 2498, 2499]) {
        const { identity = '', time = 0 } = list.rows[index] ?? {};
        list.calls = [];
        expect((await found(list, identity, time))?.identity, String(index)).toBe(identity);
        expect(await found(list, 'another', time)).toBeUndefined();
        expect(await found(list, identity, time + SECOND)).toBeUndefined();
        expect(list.calls.length).toBeLessThanOrEqual(39);
      }
    },
  );

  it('finds the row among many of the same time', async () => {
    const times = [...minutes(50), ...Array.from({ length: 300 }, () => NOW - DAY), NOW - 2 * DAY];
    const list = listOf('QingCloud jobs', times);
    for (const { identity, time } of list.rows) expect((await found(list, identity, time))?.identity).toBe(identity);
  });

  it('finds a job that has not started, and reads no further than such rows', async () => {
    const list = listOf('DWS tasks', [...minutes(2000), Infinity, Infinity]);
    const { identity = '' } = list.rows[1] ?? {};
    expect((await found(list, identity, Infinity))?.identity).toBe(identity);
    expect(await found(list, 'another', Infinity)).toBeUndefined();
    expect(list.calls.length).toBe(2);
  });

  it('without a time finds the row anywhere in the list', async () => {
    const list = listOf('CSS jobs', minutes(500));
    for (const { identity } of [list.rows[0], list.rows[250], list.rows[499]].filter((row) => row !== undefined)) {
      expect((await found(list, identity, null))?.identity).toBe(identity);
    }
    expect(await found(list, 'another', null)).toBeUndefined();
  });

  it('finds a row of any age in the window of its time', async () => {
    const time = NOW - 400 * DAY;
    const list = listOf('GeminiDB jobs', [...minutes(300), time]);
    const { identity = '' } = list.rows.at(-1) ?? {};
    expect((await found(list, identity, time))?.identity).toBe(identity);
    expect(list.calls.map(({ window }) => window)).toEqual([{ from: time, to: time + SECOND }]);
  });

  it('does not report a row as missing that may be beyond a documented reach', async () => {
    const list = listOf('CSS jobs', minutes(2500), { walled: true });
    const { identity = '', time = 0 } = list.rows[2200] ?? {};
    await expect(found(list, identity, time)).rejects.toMatchObject({ code: 'UPSTREAM_LIMIT' });
  });
});

describe('A list that is read whole', () => {
  it.each([
    ['CSS jobs', 950, 1],
    ['QingCloud jobs', 950, 10],
    ['DWS tasks', 2500, 3],
    ['DWS clusters', 2500, 1],
  ])('returns all rows in the fewest calls: %s', async (kind, size, calls) => {
    const list = listOf(kind, minutes(size));
    const { values, fault } = await readList(session(), 'account', list.feed());
    expect([values.length, fault, list.calls.length <= calls + 1]).toEqual([size, undefined, true]);
  });

  it('is marked incomplete if its end cannot be reached, and fails if it cannot be read at all', async () => {
    const list = listOf('CSS jobs', minutes(2500), { walled: true });
    const { values, fault } = await readList(session(), 'account', list.feed());
    expect([values.length, fault?.code]).toEqual([1999, 'UPSTREAM_LIMIT']);
    list.isDown = true;
    await expect(readList(session(), 'account', list.feed())).rejects.toThrow('down');
  });
});

import { describe, expect, it } from 'vitest';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { onePage } from './walking.js';
import { NOW, SECOND, DAY, project, setting, withClock } from './window-lists.js';

describe("A provider's clock", () => {
  it('is used if it is ahead, so that its newest rows are not hidden', async () => {
    const ahead = 90 * SECOND;
    const list = project([NOW + ahead - 250, NOW - DAY]);
    withClock(list, () => NOW + ahead);
    const learned = new LearnedEndpoints();
    const page = await onePage(setting(list), 20, null, learned);
    expect([page.entries.length, list.calls.length]).toEqual([2, 2]);
    await onePage(setting(list), 20, null, learned);
    expect(list.calls.length).toBe(3);
  });

  it('is used by every walk that begins before any of them has received it', async () => {
    const ahead = 60 * SECOND;
    const newest = NOW + ahead - 250 - SECOND;
    const list = project([newest, newest - 30 * SECOND]);
    withClock(list, () => NOW + ahead);
    const learned = new LearnedEndpoints();
    const pages = await Promise.all([1, 2, 3].map(() => onePage(setting(list), 20, null, learned)));
    expect(pages.map(({ entries }) => entries[0]?.time)).toEqual([newest, newest, newest]);
    const made = list.calls.length;
    await onePage(setting(list), 20, null, learned);
    expect(list.calls.length - made).toBe(1);
  });

  it('is ignored if it is a little behind, and used if it is far behind', async () => {
    for (const [behind, calls] of [
      [4 * SECOND, 1],
      [3600 * SECOND, 2],
    ] as const) {
      const list = project([NOW - DAY]);
      withClock(list, () => NOW - behind);
      const page = await onePage(setting(list), 20, null);
      expect([page.entries.length, list.calls.length]).toEqual([1, calls]);
    }
  });

  it('does not make a walk loop if it jumps', async () => {
    const list = project([NOW - DAY]);
    withClock(list, () => NOW + (list.calls.length % 2 === 0 ? -1 : 1) * 3600 * SECOND * list.calls.length);
    const page = await onePage(setting(list), 20, null);
    expect(page.entries).toHaveLength(1);
    expect(list.calls.length).toBeLessThanOrEqual(4);
  });
});

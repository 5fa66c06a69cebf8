import { describe, expect, it } from 'vitest';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { beforeCall, identitiesOf, listOf, minutes, NOW, SECOND } from './lists.js';
import type { MovingList } from './moving-list.js';
import { onePage, walkAll } from './walking.js';

const now = () => NOW;

function forward(...lists: readonly MovingList[]) {
  return { lists, direction: 'forward', pageSize: () => 50, now, stopsAtFailure: true } as const;
}

/** Newest first, for any order of the provider. */
function sorted(list: MovingList): string[] {
  return identitiesOf(list.rows.toSorted((a, b) => b.time - a.time));
}

async function walked(list: MovingList): Promise<string[]> {
  const { seen } = await walkAll(forward(list));
  return seen.map(({ key }) => key.slice(list.name.length + 1));
}

/** A list with its first two rows in the wrong order: it has to be read whole. */
function disordered(kind: string, size: number): MovingList {
  const list = listOf(kind, minutes(size));
  const [first, second, ...others] = list.rows;
  if (first && second) list.rows = [second, first, ...others];
  return list;
}

describe('A list that is out of order', () => {
  it.each(['forward', 'backward'] as const)(
    'is read again from the start, without losing rows, if this is detected in the midst of a page: %s',
    async (direction) => {
      const list = listOf('QingCloud jobs', minutes(320));
      // One row stands far from where its time belongs, further on than the first reading of a merged page goes.
      const [from, to] = direction === 'forward' ? [5, 130] : [314, 190];
      list.rows.splice(to, 0, ...list.rows.splice(from, 1));
      const other = listOf('CSS jobs', direction === 'forward' ? [0, 1] : [NOW + SECOND, NOW + 2 * SECOND]);
      const page = await onePage({ ...forward(list, other), direction }, 150, null);
      const newest = sorted(list);
      expect(page.failures).toEqual([]);
      expect(identitiesOf(page.entries)).toEqual(direction === 'forward' ? newest.slice(0, 150) : newest.slice(-150));
    },
  );

  it.each([
    ['is a fault of the page that finds it so', 0, ['UPSTREAM_INVALID'], 0],
    ['is continued if no matching row was skipped', 1, [], 50],
  ])('and has rows on an earlier page %s', async (_, kind, codes, rows) => {
    const list = listOf('QingCloud jobs', minutes(200));
    list.rows.splice(120, 0, ...list.rows.splice(5, 1).map((row) => ({ ...row, value: { ...row.value, kind } })));
    const setting = { ...forward(list), matches: (item: { kind: number }) => item.kind === 0 };
    const first = await onePage(setting, 50, null);
    const second = await onePage(setting, 50, first.endCursor);
    expect(second.failures.map(({ error }) => ('code' in error ? error.code : error.message))).toEqual(codes);
    expect(second.entries).toHaveLength(rows);
  });

  it('is read whole by every later page, even if the rows of that page look ordered', async () => {
    const list = disordered('QingCloud jobs', 200);
    list.rows.splice(150, 0, ...list.rows.splice(70, 1));
    expect(await walked(list)).toEqual(sorted(list));
  });

  it('is read again if its total shrinks while it is read whole', async () => {
    const list = disordered('QingCloud jobs', 250);
    beforeCall(list, 3, () => {
      list.rows.splice(10, 3);
    });
    expect(await walked(list)).toEqual(sorted(list));
  });

  it('is read again if rows are replaced while it is read whole without a total', async () => {
    const list = disordered('CSS jobs', 350);
    beforeCall(list, 3, () => {
      list.rows.splice(10, 2);
    });
    beforeCall(list, 4, () => {
      for (let count = 0; count < 3; count++) list.insert(NOW + SECOND);
    });
    const seen = new Set(await walked(list));
    expect(sorted(list).filter((identity) => !seen.has(identity))).toEqual([]);
  });

  describe.each(['CSS jobs', 'DWS tasks', 'QingCloud jobs'])(
    'with limits that the service lowers without an error: %s',
    (kind) => {
      it.each([
        [25, true],
        [50, true],
        [100, true],
        [25, false],
        [50, false],
        [100, false],
      ])('to %i rows, with a total: %s', async (limitCap, reportsTotal) => {
        for (const size of [limitCap - 1, limitCap, limitCap + 1, 220, 300]) {
          const list = listOf(kind, minutes(size), { limitCap, reportsTotal });
          list.rows.reverse();
          const { seen } = await walkAll({ ...forward(list), pageSize: () => 20 });
          expect(
            seen.map(({ key }) => key.slice(kind.length + 1)),
            `${size} rows`,
          ).toEqual(sorted(list));
        }
      });

      it('are not assumed if the whole list is that short', async () => {
        const list = listOf(kind, minutes(30), { reportsTotal: false });
        list.rows.reverse();
        const learned = new LearnedEndpoints();
        await walkAll({ ...forward(list), learned });
        expect(learned.of(list.name, list.options.style, NOW).limitCap).toBeUndefined();
      });
    },
  );

  it('is an error if it keeps changing, or never returns as many rows as its total', async () => {
    const restless = disordered('QingCloud jobs', 250);
    restless.beforeCall = () => {
      restless.remove(10);
    };
    const short = disordered('QingCloud jobs', 100);
    short.alterPage = ({ rows }) => ({ rows, total: 120 });
    const endless = disordered('CSS jobs', 100);
    endless.alterRequest = (request) => ({ ...request, offset: 1 });
    for (const list of [restless, short, endless]) {
      await expect(walkAll(forward(list)), list.name).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' });
      expect(list.calls.length).toBeLessThanOrEqual(10);
    }
  });
});

describe('An empty list', () => {
  it.each(['CSS jobs', 'DWS tasks', 'GeminiDB jobs', 'QingCloud jobs'])(
    'is an error with a total above 0, and none without a total: %s',
    async (kind) => {
      const list = listOf(kind, []);
      expect((await onePage(forward(list), 20, null)).failures).toEqual([]);
      list.alterPage = () => ({ rows: [], total: 3 });
      for (const direction of ['forward', 'backward'] as const) {
        const page = await onePage({ ...forward(list), direction }, 20, null);
        expect(page.failures).toMatchObject([{ error: { code: 'UPSTREAM_INVALID' } }]);
      }
    },
  );
});

import { describe, expect, it } from 'vitest';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { beforeCall, identitiesOf, listOf, minutes, NOW, SECOND } from './lists.js';
import type { MovingList } from './moving-list.js';
import { onePage, walkAll } from './walking.js';

const now = () => NOW;

function forward(...lists: readonly MovingList[]) {
  return { lists, direction: 'forward', pageSize: () => 50, now, stopsAtFailure: true } as const;
}

/** Newest first, whatever the provider's order is. */
function sorted(list: MovingList): string[] {
  return identitiesOf(list.rows.toSorted((a, b) => b.time - a.time));
}

async function walked(list: MovingList): Promise<string[]> {
  const { seen } = await walkAll(forward(list));
  return seen.map(({ key }) => key.slice(list.name.length + 1));
}

/** A list of which the first two rows are in the wrong order: whoever reads it has to read it whole. */
function disordered(kind: string, size: number): MovingList {
  const list = listOf(kind, minutes(size));
  const [first, second, ...others] = list.rows;
  if (first && second) list.rows = [second, first, ...others];
  return list;
}

describe('a list out of order', () => {
  it.each(['forward', 'backward'] as const)(
    'found so when a page already has rows of it is begun anew, and nothing is left out: %s',
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
    ['goes on where no row that is sought was passed over', 1, [], 50],
  ])('of which an earlier page has rows %s', async (_, kind, codes, rows) => {
    const list = listOf('QingCloud jobs', minutes(200));
    list.rows.splice(120, 0, ...list.rows.splice(5, 1).map((row) => ({ ...row, value: { ...row.value, kind } })));
    const setting = { ...forward(list), matches: (item: { kind: number }) => item.kind === 0 };
    const first = await onePage(setting, 50, null);
    const second = await onePage(setting, 50, first.endCursor);
    expect(second.failures.map(({ error }) => ('code' in error ? error.code : error.message))).toEqual(codes);
    expect(second.entries).toHaveLength(rows);
  });

  it('once known to be so is read whole by every later page, however orderly the part it needs looks', async () => {
    const list = disordered('QingCloud jobs', 200);
    list.rows.splice(150, 0, ...list.rows.splice(70, 1));
    expect(await walked(list)).toEqual(sorted(list));
  });

  it('is read again where rows go while it is read whole, by its total', async () => {
    const list = disordered('QingCloud jobs', 250);
    beforeCall(list, 3, () => {
      list.rows.splice(10, 3);
    });
    expect(await walked(list)).toEqual(sorted(list));
  });

  it('is read again where rows go and others come while it is read whole, and it tells no total', async () => {
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

  describe.each(['CSS jobs', 'DWS tasks', 'QingCloud jobs'])('whose limits are lowered in silence: %s', (kind) => {
    it.each([
      [25, true],
      [50, true],
      [100, true],
      [25, false],
      [50, false],
      [100, false],
    ])('to %i rows, which a total tells: %s', async (limitCap, reportsTotal) => {
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

    it('are not taken to be once the whole list was as short', async () => {
      const list = listOf(kind, minutes(30), { reportsTotal: false });
      list.rows.reverse();
      const learned = new LearnedEndpoints();
      await walkAll({ ...forward(list), learned });
      expect(learned.of(list.name, list.options.style, NOW).limitCap).toBeUndefined();
    });
  });

  it('is given up where it goes on changing, or never has what its total promises', async () => {
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

describe('an empty list', () => {
  it.each(['CSS jobs', 'DWS tasks', 'GeminiDB jobs', 'QingCloud jobs'])(
    'whose total says otherwise is a fault, and one without a total is not: %s',
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

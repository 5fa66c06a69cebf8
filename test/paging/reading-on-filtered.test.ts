import { describe, expect, it } from 'vitest';
import { SimulatedLists, NOW as LATEST } from './simulated-lists.js';
import { identitiesOf } from './lists.js';
import { isDemanded, searched, apart, twoDensities, inRounds, watched, failAt } from './merged-reads.js';

describe('Reading on with a filter, or in lists out of order', () => {
  it('of lists with a filter reads each for its share of the page', async () => {
    const lists = Array.from({ length: 20 }, (_, index) => [`s${index}`, searched(3000, index + 1, 2, index)] as const);
    const simulated = new SimulatedLists(new Map(lists), 'QingCloud jobs');
    const page = await simulated.page({ arguments: { first: 1000 } }, isDemanded);
    expect(page.entries).toHaveLength(1000);
    // About 2,000 rows, a hundred to a call, and a call of each list at the least.
    expect(simulated.calls.length).toBeLessThanOrEqual(60);
  });

  it('backwards sizes the reads correctly together with a list that is not needed', async () => {
    const young = [{ time: LATEST, identity: 'young', value: '' }];
    const simulated = new SimulatedLists(apart(5, 1500, 5, 1000).set('young', young), 'QingCloud jobs');
    const { page, rounds } = await inRounds(simulated, { arguments: { last: 1000 } }, { young: LATEST - 60_000 });
    expect(page.entries).toHaveLength(1000);
    expect(simulated.calls.map(({ key }) => key)).not.toContain('young');
    expect(rounds).toBeLessThanOrEqual(4);
  });

  it('does not infer many more rows from jobs that have not started', async () => {
    const pending = (name: string) =>
      Array.from({ length: 150 }, (_, row) => ({ time: Infinity, identity: `${name}-pending-${row}`, value: '' }));
    const lists = [...apart(12, 1500, 12, 0)].map(([name, rows]) => [name, [...pending(name), ...rows]] as const);
    const simulated = new SimulatedLists(new Map(lists), 'QingCloud jobs');
    const page = await simulated.page({ arguments: { first: 1000 } });
    expect(page.entries).toHaveLength(1000);
    expect(simulated.calls.length).toBeLessThanOrEqual(24);
  });

  it('ignores jobs that have not started in its estimates', async () => {
    const lists = Array.from({ length: 5 }, (_, index) => {
      const pending = Array.from({ length: index < 2 ? 80 : 0 }, (_, row) => ({
        time: Infinity,
        identity: `${index}-pending-${row}`,
        value: '',
      }));
      return [`${index}`, [...pending, ...searched(1500, index + 1, 1, index)]] as const;
    });
    const simulated = new SimulatedLists(new Map(lists), 'QingCloud jobs');
    await simulated.page({ arguments: { first: 1000 } });
    expect(simulated.calls.length).toBeLessThanOrEqual(14);
  });

  it('of a list that could not be read whole for a moment reads it whole when the merge needs it', async () => {
    const simulated = twoDensities();
    const slow = [...(simulated.lists.get('slow') ?? [])];
    slow.splice(156, 0, ...slow.splice(150, 1));
    const mixed = new SimulatedLists(new Map([...simulated.lists, ['slow', slow]]), 'QingCloud jobs');
    const page = await mixed.page({ arguments: { first: 1000 }, sources: watched(mixed, 'slow', failAt(6)) });
    expect(page.failures).toEqual([]);
    expect(identitiesOf(page.entries)).toEqual(simulated.identities.slice(0, 1000));
  });

  it('of a list that is out of order reports a row that an earlier page skipped', async () => {
    const times = Array.from({ length: 1500 }, (_, row) => Math.min(row, 130) * 120_000 + Math.max(0, row - 130) * 100);
    const fast = times.map((age, row) => ({ time: LATEST - age, identity: `fast-${row}`, value: '' }));
    const slow = [...apart(1, 400, 3, 0)][0]?.[1].slice() ?? [];
    slow.splice(150, 0, { time: LATEST - 500, identity: 'misplaced', value: '' });
    const simulated = new SimulatedLists(
      new Map([
        ['fast', fast],
        ['slow', slow],
      ]),
      'QingCloud jobs',
    );
    expect(await isReportedOrSeen(simulated, 'misplaced', 500)).toBe(true);
  });

  it('of a list that is out of order reports a row before the bound of its next row', async () => {
    const every = (name: string, count: number, from: number) =>
      Array.from({ length: count }, (_, row) => ({ time: from - row * 1000, identity: `${name}-${row}`, value: '' }));
    const late = [...every('first', 1, LATEST - 500), ...every('b', 300, LATEST - 100_500)];
    late.splice(200, 0, { time: LATEST - 50_500, identity: 'misplaced', value: '' });
    const simulated = new SimulatedLists(
      new Map([
        ['a', every('a', 400, LATEST)],
        ['b', late],
      ]),
      'QingCloud jobs',
    );
    expect(await isReportedOrSeen(simulated, 'misplaced', 600)).toBe(true);
  });
});

/** Walks on behind a page of 20: whether a row was seen, or a failure was. */
async function isReportedOrSeen(simulated: SimulatedLists, demand: string, size: number): Promise<boolean> {
  let after: string | null = null;
  for (let number = 0; number < 40; number++) {
    const page: Awaited<ReturnType<SimulatedLists['page']>> = await simulated.page({
      arguments: { first: number === 0 ? 20 : size, after },
    });
    if (page.failures.length > 0 || identitiesOf(page.entries).includes(demand)) return true;
    if (!page.hasNextPage) return false;
    after = page.endCursor;
  }
  return false;
}

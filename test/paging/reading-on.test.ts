import { describe, expect, it } from 'vitest';
import { LearnedEndpoints } from '../../src/paging/list/learned-limits.js';
import { SimulatedLists, NOW as LATEST } from './simulated-lists.js';
import { beforeCall, identitiesOf, listOf, minutes, NOW, readerOf, Rounds } from './lists.js';
import { type MovingList, Outage } from './moving-list.js';
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

  it('does not mistake the second row for the first if one was deleted during the read', async () => {
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

  it('of one list takes larger steps the larger its share of the page turns out to be', async () => {
    const busy = Array.from({ length: 1200 }, (_, row) => ({ time: LATEST - row, identity: `${row}`, value: '' }));
    const quiet = [{ time: 0, identity: 'quiet', value: '' }];
    const lists = [['busy', busy], ...['a', 'b', 'c', 'd'].map((name) => [name, quiet] as const)] as const;
    const simulated = new SimulatedLists(new Map(lists), 'QingCloud jobs');
    const { page, rounds } = await inRounds(simulated, { arguments: { first: 1000 } });
    expect(page.entries).toHaveLength(1000);
    expect(rounds).toBeLessThanOrEqual(3);
    expect(simulated.calls.length).toBeLessThanOrEqual(4 + 11);
  });

  it('of lists that share a page reads all of them as far as the page goes, in one round', async () => {
    const simulated = twoDensities();
    const { page, rounds } = await inRounds(simulated, { arguments: { first: 1000 } });
    expect(identitiesOf(page.entries)).toEqual(simulated.identities.slice(0, 1000));
    expect(rounds).toBe(2);
    expect(simulated.calls.length).toBeLessThanOrEqual(14);
  });

  it('of a list that was read ahead is tried again when the merge needs it', async () => {
    const simulated = twoDensities();
    const page = await simulated.page({ arguments: { first: 1000 }, sources: watched(simulated, 'slow', failAt(2)) });
    expect(page.failures).toEqual([]);
    expect(identitiesOf(page.entries)).toEqual(simulated.identities.slice(0, 1000));
  });

  it('of a list that fails meanwhile keeps its buffered rows', async () => {
    const simulated = twoDensities();
    const sources = watched(simulated, 'slow', (reads) => {
      if (reads === 2) simulated.down.add('slow');
    });
    const readFrom = (after: string | null) => simulated.page({ arguments: { first: 1000, after }, sources });
    const first = await readFrom(null);
    expect(first.failures.map(({ source }) => source.feed.key)).toEqual(['slow']);
    simulated.down.clear();
    const second = await readFrom(first.endCursor);
    const seen = [...first.entries, ...second.entries];
    const oldest = Math.min(...seen.map(({ time }) => time));
    const all = [...simulated.lists.values()].flat().filter(({ time }) => time >= oldest);
    expect(identitiesOf(seen).sort()).toEqual(identitiesOf(all).sort());
  });

  it('of a list that fails while it is read ahead is not tried again until the merge needs it', async () => {
    const simulated = new SimulatedLists(
      apart(5, 3000, 1, 0).set('dense', searched(20_000, 1 / 60, 40)),
      'QingCloud jobs',
    );
    const counts = new Map<string, number>();
    const sources = [...simulated.lists.keys()].map((key) => {
      const feed = simulated.feed(key);
      const fetch: typeof feed.fetch = (request) => {
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        return key !== 'dense' && count > 1 ? Promise.reject(new Outage(key)) : feed.fetch(request);
      };
      return { feed: { ...feed, fetch }, space: 'account', matches: isDemanded };
    });
    await simulated.page({ arguments: { first: 1000 }, sources: () => Promise.resolve({ sources, unlisted: [] }) });
    expect(counts.get('dense')).toBeGreaterThan(6);
    counts.delete('dense');
    expect([...counts.values()]).toEqual([2, 2, 2, 2, 2]);
  });

  it('of lists with a filter reads each for its share of the page', async () => {
    const lists = Array.from({ length: 20 }, (_, index) => [`s${index}`, searched(3000, index + 1, 2, index)] as const);
    const simulated = new SimulatedLists(new Map(lists), 'QingCloud jobs');
    const page = await simulated.page({ arguments: { first: 1000 } }, isDemanded);
    expect(page.entries).toHaveLength(1000);
    // About 2,000 rows, a hundred to a call, and a call of each list at the least.
    expect(simulated.calls.length).toBeLessThanOrEqual(60);
  });

  it('backwards sizes the reads correctly beside a list that is not needed', async () => {
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

const isDemanded = (value: string) => value === 'match';

/** Rows with the given number of minutes between them. Each `part`-th matches. */
function searched(count: number, minutesApart: number, part: number, shift = 0) {
  return Array.from({ length: count }, (_, row) => ({
    time: LATEST - row * minutesApart * 60_000 - shift * 7,
    identity: `${minutesApart}-${row}`,
    value: row % part === 0 ? 'match' : '',
  }));
}

/** Lists with the given number of minutes between rows. All rows match. */
function apart(lists: number, count: number, minutesApart: number, age: number) {
  return new Map<string, { time: number; identity: string; value: string }[]>(
    Array.from({ length: lists }, (_, list) => {
      const rows = Array.from({ length: count }, (_, row) => ({
        time: LATEST - (age + row * minutesApart) * 60_000 - (list + 1) * 1000,
        identity: `${list}-${row}`,
        value: 'match',
      }));
      return [`list-${list}`, rows] as const;
    }),
  );
}

/** Two lists. A page of 1,000 rows has 600 of one and 400 of the other. */
function twoDensities(): SimulatedLists {
  const every = (name: string, minutesApart: number) =>
    Array.from({ length: 1200 }, (_, row) => {
      const time = LATEST - row * minutesApart * 60_000 - (name === 'slow' ? 1000 : 0);
      return { time, identity: `${name}-${row}`, value: '' };
    });
  const rows = ['fast', 'slow'].map((name, index) => [name, every(name, index + 2)] as const);
  return new SimulatedLists(new Map(rows), 'QingCloud jobs');
}

/** One page, and how often it waited. */
async function inRounds(
  simulated: SimulatedLists,
  options: Parameters<SimulatedLists['page']>[0],
  notBefore: Record<string, number> = {},
) {
  const rounds = new Rounds();
  const sources = [...simulated.lists.keys()].map((key) => {
    const feed = simulated.feed(key);
    return { feed: { ...feed, fetch: rounds.of(feed) }, space: 'account', notBefore: notBefore[key] };
  });
  const page = await simulated.page({ ...options, sources: () => ({ sources, unlisted: [] }) });
  return { page, rounds: rounds.count };
}

/** The sources of simulated lists. A listener is called before each read of one of them, with the number of reads so far. */
function watched(simulated: SimulatedLists, key: string, beforeRead: (reads: number) => void) {
  const sources = [...simulated.lists.keys()].map((name) => {
    const feed = simulated.feed(name);
    let reads = 0;
    const fetch: typeof feed.fetch = async (request) => {
      beforeRead(++reads);
      return feed.fetch(request);
    };
    return { feed: name === key ? { ...feed, fetch } : feed, space: 'account' };
  });
  return () => ({ sources, unlisted: [] });
}

/** An outage of one read. */
function failAt(number: number) {
  return (reads: number) => {
    if (reads === number) throw new Outage('for a moment');
  };
}

import { SimulatedLists, NOW as LATEST } from './simulated-lists.js';
import { Rounds } from './lists.js';
import { Outage } from './moving-list.js';

export const isDemanded = (value: string) => value === 'match';

/** Rows with the given number of minutes between them. Each `part`-th matches. */
export function searched(count: number, minutesApart: number, part: number, shift = 0) {
  return Array.from({ length: count }, (_, row) => ({
    time: LATEST - row * minutesApart * 60_000 - shift * 7,
    identity: `${minutesApart}-${row}`,
    value: row % part === 0 ? 'match' : '',
  }));
}

/** Lists with the given number of minutes between rows. All rows match. */
export function apart(lists: number, count: number, minutesApart: number, age: number) {
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
export function twoDensities(): SimulatedLists {
  const every = (name: string, minutesApart: number) =>
    Array.from({ length: 1200 }, (_, row) => {
      const time = LATEST - row * minutesApart * 60_000 - (name === 'slow' ? 1000 : 0);
      return { time, identity: `${name}-${row}`, value: '' };
    });
  const rows = ['fast', 'slow'].map((name, index) => [name, every(name, index + 2)] as const);
  return new SimulatedLists(new Map(rows), 'QingCloud jobs');
}

/** One page, and how often it waited. */
export async function inRounds(
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
export function watched(simulated: SimulatedLists, key: string, beforeRead: (reads: number) => void) {
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
export function failAt(number: number) {
  return (reads: number) => {
    if (reads === number) throw new Outage('for a moment');
  };
}

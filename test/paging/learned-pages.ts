import type { TimedRow } from '../../src/paging/list/timed-row.js';
import { SimulatedLists } from './simulated-lists.js';
import { identitiesOf, NOW, Rounds } from './lists.js';

/** Lists with the given number of minutes between rows. */
export function spaced(style: string, minutesApart: Readonly<Record<string, number>>, count = 1200): SimulatedLists {
  const rowsOf = ([name, apart]: [string, number], list: number): [string, TimedRow<string>[]] => [
    name,
    Array.from({ length: count }, (_, row) => {
      const time = NOW - row * apart * 60_000 - list * 1000;
      return { time, identity: `${name}-${row}`, value: row % 2 === 0 ? 'even' : 'odd' };
    }),
  ];
  return new SimulatedLists(new Map(Object.entries(minutesApart).map(rowsOf)), style);
}

type PageOptions = Parameters<SimulatedLists['page']>[0];

/** One page: its rows, how often it waited, and the calls that it made of each list. */
export async function readOnce(simulated: SimulatedLists, options: PageOptions, matches?: (value: string) => boolean) {
  const rounds = new Rounds();
  const made = simulated.calls.length;
  const sources = [...simulated.lists.keys()].map((key) => {
    const feed = simulated.feed(key);
    return { feed: { ...feed, fetch: rounds.of(feed) }, space: 'account', matches };
  });
  const page = await simulated.page({ ...options, sources: () => ({ sources, unlisted: [] }) });
  const calls = Map.groupBy(simulated.calls.slice(made), ({ key }) => key);
  const callsOf = (key: string) => calls.get(key)?.length ?? 0;
  return {
    page,
    seen: identitiesOf(page.entries),
    rounds: rounds.count,
    callsOf,
    calls: simulated.calls.length - made,
  };
}

import { Random } from '../../paging/random.js';
import { fill, START, type OpenAccount } from './service.js';
import { walk, type Direction } from './walk.js';

/** One walk over one to three accounts whose services change before every call; returns the problems found. */
export async function walkWhileMoving(open: OpenAccount, direction: Direction, seed: number): Promise<string[]> {
  const random = new Random(seed);
  const opened = random.pick([['a'], ['a', 'b'], ['a', 'b', 'c']]).map((name) => open(name));
  const idsOf = () => opened.flatMap(({ service }) => service.ids());
  let now = START;
  for (const { service } of opened) {
    fill(service, random.below(90));
    service.beforeCall = () => {
      now += random.below(3) * 1000;
      // A walk towards the head of a list that grows faster than its pages would never end.
      if (service.calls < 60 && random.chance(0.4)) service.insert(now);
      const { length } = service.ids();
      if (length > 0 && random.chance(0.3)) service.remove(random.below(length));
    };
  }
  const before = idsOf();
  const accounts = opened.map(({ account }) => account);
  const seen = await walk(accounts, direction, () => random.pick([1, 2, 5, 10, 33, 100]));
  const after = new Set(idsOf());
  const met = new Set(seen);
  const twice = seen.filter((id, index) => seen.indexOf(id) !== index);
  const missed = before.filter((id) => after.has(id) && !met.has(id));
  return [...twice.map((id) => `seen twice: ${id}`), ...missed.map((id) => `missed: ${id}`)];
}

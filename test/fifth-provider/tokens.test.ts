import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../paging/random.js';
import type { TokenService } from './service.js';
import { runs } from '../support/long.js';
import { createService, START, walker } from './walking.js';

const idsOf = (services: readonly TokenService[]) =>
  services.flatMap(({ operations }) => operations.map(({ uid }) => uid));

/** A walk while the services change before every call; tells what it must never do. */
async function walkWhileMoving(direction: 'forward' | 'backward', seed: number): Promise<string[]> {
  const random = new Random(seed);
  const names = random.pick([['a'], ['a', 'b'], ['a', 'b', 'c']]);
  const services = names.map((name) => createService(random.below(90), name));
  let now = START;
  for (const service of services) {
    service.beforeCall = () => {
      now += random.below(3) * 1000;
      // A walk towards the head of a list that grows faster than its pages would never end.
      if (service.calls < 60 && random.chance(0.4)) service.insert(now);
      const { length } = service.operations;
      if (length > 0 && random.chance(0.3)) service.remove(random.below(length));
    };
  }
  const before = idsOf(services);
  const seen = await walker(services)(direction, () => random.pick([1, 2, 5, 10, 33, 100]));
  const after = new Set(idsOf(services));
  const met = new Set(seen);
  const twice = seen.filter((uid, index) => seen.indexOf(uid) !== index);
  const missed = before.filter((uid) => after.has(uid) && !met.has(uid));
  return [...twice.map((uid) => `seen twice: ${uid}`), ...missed.map((uid) => `missed: ${uid}`)];
}

describe('a provider that pages by tokens', () => {
  it.each([1, 2, 7, 40, 100])(
    'lists every row once, the same way forwards and backwards, by pages of %i',
    async (size) => {
      const service = createService(130);
      const walk = walker([service]);
      const seen = await walk('forward', () => size);
      expect(seen.toSorted()).toEqual(idsOf([service]).toSorted());
      expect(await walk('backward', () => size)).toEqual(seen.toReversed());
      const times = new Map(service.operations.map(({ uid, began }) => [uid, began]));
      const order = seen.map((uid) => times.get(uid) ?? '');
      expect(order).toEqual(order.toSorted().toReversed());
    },
  );

  it('reads each page of an operation once', async () => {
    const service = createService(130);
    await walker([service])('forward', () => 100);
    // 3 calls for the first page and the row behind it, 4 for the whole list.
    expect(service.calls).toBeLessThanOrEqual(3 + 4);
  });

  it.each(['forward', 'backward'] as const)(
    'loses and repeats nothing while rows come and go, %s',
    async (direction) => {
      const check = async (seed: number) => {
        expect(await walkWhileMoving(direction, seed), `seed ${seed}`).toEqual([]);
      };
      await fc.assert(fc.asyncProperty(fc.nat(), check), { numRuns: runs(40, 400) });
    },
  );
});

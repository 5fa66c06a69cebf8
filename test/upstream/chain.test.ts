import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Chain, type Link } from '../../src/upstream/linked-list.js';

function valuesOf(chain: Chain<number>): number[] {
  const values: number[] = [];
  for (let link = chain.first; link !== undefined; link = link.after) values.push(link.value);
  return values;
}

test('A chain holds what was added and not removed, in order, however often a member is removed', () => {
  const step = fc.oneof(fc.constant('add' as const), fc.nat(4));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const chain = new Chain<number>();
      const links: Link<number>[] = [];
      const removed = new Set<number>();
      for (const each of steps) {
        if (each === 'add') links.push(chain.add(links.length));
        else if (links[each] !== undefined) {
          links[each].remove();
          removed.add(each);
        }
        const expected = links.map(({ value }) => value).filter((value) => !removed.has(value));
        expect(valuesOf(chain)).toEqual(expected);
        expect(chain.size).toBe(expected.length);
      }
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LinkedList, type ListEntry } from '../../src/upstream/linked-list.js';

function valuesOf(list: LinkedList<number>): number[] {
  const values: number[] = [];
  for (let entry = list.first; entry !== undefined; entry = entry.after) values.push(entry.value);
  return values;
}

test('A list has the values that were added and not removed, in insertion order, even if one is removed twice', () => {
  const step = fc.oneof(fc.constant('add' as const), fc.nat(4));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const list = new LinkedList<number>();
      const entries: ListEntry<number>[] = [];
      const removed = new Set<number>();
      for (const each of steps) {
        if (each === 'add') entries.push(list.add(entries.length));
        else if (entries[each] !== undefined) {
          entries[each].remove();
          removed.add(each);
        }
        const expected = entries.map(({ value }) => value).filter((value) => !removed.has(value));
        expect(valuesOf(list)).toEqual(expected);
        expect(list.size).toBe(expected.length);
      }
    }),
  );
});

import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../src/domain/errors.js';
import type { PageArguments } from '../../src/paging/page-arguments.js';
import { SimulatedLists } from './simulated-lists.js';
import { identitiesOf } from './lists.js';

describe('The arguments of a page', () => {
  const invalid: readonly [string, PageArguments, number?][] = [
    ['"first"', { first: 1, last: 1 }],
    ['"after"', { after: 'x', last: 1 }],
    ['"before"', { before: 'x', first: 1 }],
    ['"after"', { after: 'x', before: 'x' }],
    ['"first"', { first: -1 }],
    ['"last"', { last: -1 }],
    ['"first"', { first: 1001 }],
    ['"last"', { last: 6 }, 5],
    ['"after"', { after: '' }],
    ['"after"', { after: 'x' }],
    ['"before"', { before: 'x' }],
  ];

  it.each(invalid)(
    'are rejected before any call, with the name of the invalid one: %s of %j',
    async (name, options, pageSize = 1000) => {
      const simulated = SimulatedLists.interleaved(1, 10);
      await expect(simulated.page({ arguments: options, pageSize })).rejects.toThrow(name);
      await expect(simulated.page({ arguments: options, pageSize })).rejects.toThrow(BadInputError);
      expect(simulated.calls).toEqual([]);
    },
  );

  it('reject a valid cursor of the other direction', async () => {
    const simulated = SimulatedLists.interleaved(1, 30);
    const { endCursor } = await simulated.page({});
    await expect(simulated.page({ arguments: { first: 1, before: endCursor } })).rejects.toThrow(BadInputError);
    await expect(simulated.page({ arguments: { last: 1, after: endCursor } })).rejects.toThrow(BadInputError);
  });

  it('may be null, with the same meaning as if absent', async () => {
    const simulated = SimulatedLists.interleaved(1, 30);
    const newest = simulated.identities;
    const nothing = { after: null, before: null };
    expect(identitiesOf((await simulated.page({ arguments: { first: 2, last: null, ...nothing } })).entries)).toEqual(
      newest.slice(0, 2),
    );
    expect(identitiesOf((await simulated.page({ arguments: { first: null, last: 2, ...nothing } })).entries)).toEqual(
      newest.slice(-2),
    );
    expect((await simulated.page({ arguments: { first: null, last: null, ...nothing } })).entries).toHaveLength(20);
  });

  it('default to the smaller of 20 and the maximum page size, in both directions', async () => {
    const simulated = SimulatedLists.interleaved(1, 60);
    const { endCursor } = await simulated.page({ arguments: { first: 50 } });
    for (const [pageSize, size] of [
      [1000, 20],
      [20, 20],
      [7, 7],
    ] as const) {
      expect((await simulated.page({ arguments: {}, pageSize })).entries).toHaveLength(size);
      const before = await simulated.page({ arguments: { before: endCursor }, pageSize });
      expect(identitiesOf(before.entries)).toEqual(simulated.identities.slice(49 - size, 49));
    }
    expect((await simulated.page({ arguments: { first: 7 }, pageSize: 7 })).entries).toHaveLength(7);
  });

  it('may request no rows: the page has the cursor that it was given', async () => {
    const simulated = SimulatedLists.interleaved(1, 30);
    const { endCursor } = await simulated.page({ arguments: { first: 10 } });
    const none = await simulated.page({ arguments: { first: 0, after: endCursor } });
    expect([none.entries.length, none.hasNextPage, none.endCursor]).toEqual([0, true, endCursor]);
  });
});

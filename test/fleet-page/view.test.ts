import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERYTHING, HOURS, PROVIDERS, readView, STATUSES, writeView } from '../../src/fleet-page/fleet/view.js';

describe('The address of a view', () => {
  it('contains the whole view, for any names of accounts and actions', () => {
    const anyView = fc.record({
      hours: fc.constantFrom(...HOURS),
      accounts: fc.uniqueArray(fc.string({ unit: 'grapheme' })),
      providers: fc.subarray([...PROVIDERS]),
      statuses: fc.subarray([...STATUSES]),
      actions: fc.uniqueArray(fc.string()),
      clusters: fc.uniqueArray(fc.string()),
      text: fc.string(),
    });
    fc.assert(
      fc.property(anyView, (view) => {
        expect(readView(writeView(view))).toEqual(view);
      }),
    );
  });

  it('is short for the view without filters, and ignores unknown words', () => {
    expect(writeView(EVERYTHING)).toBe('');
    expect(readView('?hours=7&status=lost&status=failed&provider=AWS&else=1')).toEqual({
      ...EVERYTHING,
      statuses: ['FAILED'],
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaginationStyle } from '../../src/paging/list/pagination-style.js';
import { lastStart, plan, type PlannedCall, type PlanOptions } from '../../src/paging/list/plan-calls.js';
import { LISTS } from './styles.js';

const STYLES = new Map(Object.values(LISTS).map(({ style }) => [style.endpoint, style]));
const ADDRESSED = [...STYLES.values()].filter(({ unit }) => unit !== 'whole');
const TASKS = styleOf('DWS tasks');
const LOGS = styleOf('CSS jobs');

function styleOf(name: string): PaginationStyle {
  const options = LISTS[name];
  if (!options) throw new Error(name);
  return options.style;
}

function legalLimits({ limits }: PaginationStyle): readonly number[] {
  if ('min' in limits) return Array.from({ length: limits.max - limits.min + 1 }, (_, index) => limits.min + index);
  return limits;
}

/** The rows that a call returns, computed from its parameters and not by the planner. */
function rowsOf(style: PaginationStyle, { offset, limit }: PlannedCall): readonly [number, number] {
  const first = (offset - style.origin) * (style.unit === 'page' ? limit : 1);
  return [first, first + limit];
}

/** The fewest calls for a window, found by trying every call that covers the first row not yet covered. */
function fewest(style: PaginationStyle, start: number, end: number, limits = legalLimits(style)): number {
  let calls = 0;
  for (let covered = start; covered < end; calls++) {
    covered = limits.reduce((furthest, limit) => Math.max(furthest, reachOf(style, covered, limit)), covered);
  }
  return calls;
}

function reachOf(style: PaginationStyle, from: number, limit: number): number {
  return style.unit === 'page' ? (Math.floor(from / limit) + 1) * limit : from + limit;
}

const windows = fc
  .tuple(fc.nat(5000), fc.integer({ min: 1, max: 2500 }))
  .map(([start, size]) => [start, start + size] as const);

describe.each(ADDRESSED)('The plan for $endpoint', (style) => {
  function checkAll(check: (start: number, end: number, calls: readonly PlannedCall[]) => void, options?: PlanOptions) {
    fc.assert(
      fc.property(windows, ([start, end]) => {
        check(start, end, plan(style, start, end, options));
      }),
      { numRuns: 500 },
    );
  }

  it('covers every row of any window, and has the rows that each call returns', () => {
    checkAll((start, end, calls) => {
      let covered = start;
      for (const call of calls) {
        expect([call.start, call.end]).toEqual(rowsOf(style, call));
        expect(call.start).toBeLessThanOrEqual(covered);
        covered = call.end;
      }
      expect(covered).toBeGreaterThanOrEqual(end);
    });
  });

  it('uses only parameters that the endpoint accepts', () => {
    const legal = new Set(legalLimits(style));
    checkAll((_start, _end, calls) => {
      for (const { offset, limit } of calls) {
        expect(legal.has(limit)).toBe(true);
        expect(Number.isInteger(offset) && offset >= style.origin).toBe(true);
      }
    });
  });

  it('needs the fewest possible calls', () => {
    checkAll((start, end, calls) => {
      expect(calls.length).toBe(fewest(style, start, end));
    });
  });

  it('needs no more rows than any other single call', () => {
    checkAll((start, end, calls) => {
      const [only, ...others] = calls;
      if (!only || others.length > 0 || start > lastStart(style)) return;
      const smallest = legalLimits(style).find((limit) => reachOf(style, start, limit) >= end);
      expect(only.limit).toBe(smallest);
    });
  });

  it('shares the requested rows between neighbouring calls', () => {
    checkAll(
      (_start, end, calls) => {
        calls.forEach((call, index) => {
          const previous = calls[index - 1];
          if (previous) expect(call.start).toBeLessThanOrEqual(previous.end - 2);
        });
        expect(calls.at(-1)?.end).toBeGreaterThanOrEqual(end);
      },
      { overlap: 2 },
    );
  });

  it('stays within a limit that the service is known to honour', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: 10, max: 60 }), ([start, end], limitCap) => {
        const legal = legalLimits(style).filter((limit) => limit <= limitCap);
        const calls = plan(style, start, end, { limitCap });
        for (const { limit } of calls) expect(legal).toContain(limit);
        expect(calls.length).toBe(fewest(style, start, end, legal));
      }),
      { numRuns: 100 },
    );
  });
});

describe('A plan for numbered pages', () => {
  const TAKEN = Array.from({ length: 5000 }, (_, start) => plan(TASKS, start, start + 22));

  it('covers 22 rows at any start below 5000 in one call, of 27 rows on average and 43 at most', () => {
    const limits = TAKEN.flatMap((calls) => calls.map(({ limit }) => limit));
    expect(limits).toHaveLength(5000);
    expect(Math.round(limits.reduce((sum, limit) => sum + limit, 0) / limits.length)).toBe(27);
    expect(Math.max(...limits)).toBe(43);
  });

  it('reads rows 15 to 25 by limit 13, page 1', () => {
    expect(plan(TASKS, 15, 26)).toEqual([{ offset: 1, limit: 13, start: 13, end: 26 }]);
  });
});

describe('A plan within a documented reach', () => {
  it('starts no call beyond it if one call from its last row suffices', () => {
    fc.assert(
      fc.property(fc.nat(1998), fc.integer({ min: 1, max: 999 }), (start, size) => {
        const end = Math.min(start + size, 1999);
        for (const { offset } of plan(LOGS, start, end)) expect(offset).toBeLessThanOrEqual(1000);
      }),
    );
  });

  it('tries offsets beyond it for rows that no other call returns, unless one was rejected', () => {
    expect(plan(LOGS, 1990, 2010).map(({ offset }) => offset)).toEqual([1991]);
    expect(plan(LOGS, 1990, 2010, { walled: true })).toEqual([{ offset: 1000, limit: 1000, start: 999, end: 1999 }]);
    expect(plan(LOGS, 0, 5000, { walled: true }).at(-1)?.end).toBe(1999);
  });

  it('is one call without an offset for a list that is returned whole', () => {
    expect(plan(styleOf('DWS clusters'), 7, 9)).toEqual([{ offset: 0, limit: 0, start: 0, end: Infinity }]);
  });
});

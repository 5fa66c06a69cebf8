import { describe, expect, it } from 'vitest';
import type { Mark } from '../../src/fleet-page/timeline/lanes.js';
import { firstStop, moveTo } from '../../src/fleet-page/timeline/move.js';
import { jobAt } from './jobs.js';

const mark = (id: string, left: number, status: 'FAILED' | 'SUCCEEDED' = 'SUCCEEDED'): Mark => ({
  job: jobAt(id, left, { status }),
  left,
  width: 4,
  lane: 0,
});
const rows = [[mark('a1', 0), mark('a2', 50), mark('a3', 90)], [], [mark('c1', 40, 'FAILED'), mark('c2', 95)]];

describe('A key in the timeline', () => {
  it.each([
    ['a2', 'ArrowLeft', 'a1'],
    ['a2', 'ArrowRight', 'a3'],
    ['a3', 'ArrowRight', undefined],
    ['a2', 'Home', 'a1'],
    ['a2', 'End', 'a3'],
    ['a2', 'ArrowDown', 'c1'],
    ['a3', 'ArrowDown', 'c2'],
    ['c1', 'ArrowUp', 'a2'],
    ['a1', 'ArrowUp', undefined],
    ['a1', 'x', undefined],
    ['gone', 'ArrowLeft', undefined],
  ])('leads from %s by %s to %s', (from, key, to) => {
    expect(moveTo(rows, from, key)).toBe(to);
  });

  it('reaches the last failed job first, or the last one where none failed', () => {
    expect(firstStop(rows)).toBe('c1');
    expect(firstStop(rows.slice(0, 2))).toBe('a3');
    expect(firstStop([[]])).toBeUndefined();
  });
});

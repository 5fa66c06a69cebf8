import { describe, expect, it } from 'vitest';
import { toDateTime } from '../../src/graph/scalars.js';

const DAY_MS = 86_400_000;

describe('a time in a response', () => {
  it.each([
    ['its first and last moment', [0, 253_402_300_799_999]],
    ['before 1970', [-1, -DAY_MS, -1024 * DAY_MS - 1]],
    ['times that are kept in one place', [0, 1, 2, 1, 0].map((turn) => 1_795_248_000_123 + turn * 16_384_000)],
    ['times of one second', [0, 1, 999, 0].map((milliseconds) => 1_795_248_000_000 + milliseconds)],
    ['any time', Array.from({ length: 5000 }, (_, index) => (index * 48_271 * DAY_MS + index * 7_919_083) % 4e12)],
  ])('is formatted as by Date.toISOString: %s', (_, times) => {
    expect(times.map(toDateTime)).toEqual(times.map((time) => new Date(time).toISOString()));
  });
});

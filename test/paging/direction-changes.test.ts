import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../support/long.js';
import { LISTS } from './styles.js';
import { MovingList } from './moving-list.js';
import { Random } from './random.js';
import { onePage, walkAll } from './walking.js';

const NOW = Date.UTC(2026, 10, 21, 8);
const SIZES = [1, 2, 7, 20, 50];

function filled(name: string, random: Random): MovingList {
  const options = LISTS[name];
  if (!options) throw new Error(name);
  const list = new MovingList(name, { ...options, walled: false });
  let time = NOW - 20 * 86_400_000;
  for (let index = random.below(150); index > 0; index--) {
    if (!random.chance(0.4)) time += 1000 * (1 + random.below(3600));
    list.insert(time, 0, random);
  }
  return list;
}

/** Rows come at the head and go anywhere, between any two calls. */
function move(list: MovingList, random: Random): void {
  if (random.chance(0.3)) list.insert(Math.max(NOW - 3_600_000, list.rows[0]?.time ?? 0), 0, random);
  for (let count = random.below(3); count > 0 && list.rows.length > 0; count--)
    list.remove(random.below(list.rows.length));
}

interface Turn {
  /** The rows before the walk turned, newest first. */
  readonly there: readonly string[];
  /** The rows from there back to the start, in the same order. */
  readonly back: readonly string[];
  readonly list: MovingList;
}

/** Some pages forward, then back from the start of the last of them. */
async function turn(name: string, seed: number, moves: boolean): Promise<Turn> {
  const random = new Random(seed);
  const list = filled(name, random);
  if (moves)
    list.beforeCall = () => {
      move(list, random);
    };
  const size = () => random.pick(SIZES);
  const forward = { lists: [list], direction: 'forward', pageSize: size, now: () => NOW } as const;
  const pages = [await onePage(forward, size(), null)];
  for (let count = random.below(5); count > 0 && pages.at(-1)?.hasNextPage === true; count--) {
    pages.push(await onePage(forward, size(), pages.at(-1)?.endCursor ?? null));
  }
  const there = pages.slice(0, -1).flatMap(({ entries }) => entries.map(({ identity }) => identity));
  const cursor = pages.at(-1)?.startCursor ?? null;
  if (cursor === null) return { there: [], back: [], list };
  const walked = await walkAll({ ...forward, direction: 'backward', cursor });
  return { there, back: walked.seen.map(({ key }) => key.slice(name.length + 1)).reverse(), list };
}

describe.each(Object.keys(LISTS))('%s: a walk that changes direction', (name) => {
  it('returns the same rows in the same order while the list does not change', async () => {
    await fc.assert(
      fc.asyncProperty(fc.noBias(fc.nat()), async (seed) => {
        const { there, back } = await turn(name, seed, false);
        expect(back).toEqual(there);
      }),
      { numRuns: runs(20, 200) },
    );
  });

  it('returns every row that still exists again, once and in order, while rows are added and deleted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.noBias(fc.nat()), async (seed) => {
        const { there, back, list } = await turn(name, seed, true);
        const left = new Set(list.rows.map(({ identity }) => identity));
        const again = new Set(back);
        expect(again.size).toBe(back.length);
        expect(back.filter((identity) => left.has(identity) && there.includes(identity))).toEqual(
          there.filter((identity) => left.has(identity)),
        );
      }),
      { numRuns: runs(30, 300) },
    );
  });
});

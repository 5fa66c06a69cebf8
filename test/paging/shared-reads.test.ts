import { describe, expect, it } from 'vitest';
import { SimulatedLists, NOW } from './simulated-lists.js';

const CLUSTERS = 50;

/** The jobs of many clusters, all in one feed. */
function shared(jobs: number) {
  const simulated = SimulatedLists.interleaved(1, jobs);
  const session = simulated.session();
  const jobsOf = (cluster: number, first = 10) =>
    simulated.page({ session, arguments: { first } }, (value) => Number(value) % CLUSTERS === cluster);
  return { simulated, jobsOf };
}

describe('Many walks over one feed in one operation', () => {
  it('read it once, for any number of walks', async () => {
    const { simulated, jobsOf } = shared(1000);
    const pages = await Promise.all(Array.from({ length: CLUSTERS }, (_, cluster) => jobsOf(cluster)));
    pages.forEach((page, cluster) => {
      const expected = Array.from({ length: 10 }, (_, job) => `${job * CLUSTERS + cluster}`);
      expect(page.entries.map(({ identity }) => identity)).toEqual(expected);
    });
    const alone = shared(1000);
    await alone.jobsOf(CLUSTERS - 1);
    expect(simulated.calls.length).toBeLessThanOrEqual(alone.simulated.calls.length + 2);
    expect(simulated.rowsSent).toBeLessThanOrEqual(1200);
  });

  it('share one call for the same page', async () => {
    const simulated = SimulatedLists.interleaved(1, 1000);
    const session = simulated.session();
    await Promise.all(Array.from({ length: CLUSTERS }, () => simulated.page({ session })));
    expect(simulated.calls).toHaveLength(1);
  });

  it('return rows that were read before without a call', async () => {
    const { simulated, jobsOf } = shared(1000);
    await jobsOf(7);
    const { result, calls } = await simulated.costOf(() => jobsOf(6));
    expect([result.entries.length, calls]).toEqual([10, 0]);
  });

  it('plan their calls together, wherever in the list the pages are', async () => {
    const simulated = SimulatedLists.interleaved(1, 400);
    const cursors: (string | null)[] = [null];
    for (let page = 0; page < 8; page++) {
      const { endCursor } = await simulated.page({ arguments: { first: 20, after: cursors.at(-1) } });
      cursors.push(endCursor);
    }
    const session = simulated.session();
    const pages = cursors.map((after) => simulated.page({ session, arguments: { first: 20, after } }));
    const { result, calls } = await simulated.costOf(() => Promise.all(pages));
    expect(result.flatMap(({ entries }) => entries.map(({ identity }) => identity))).toEqual(
      simulated.identities.slice(0, 180),
    );
    expect(calls).toBe(1);
  });

  it('share an outage, but not its error on later operations', async () => {
    const { simulated, jobsOf } = shared(100);
    simulated.down.add('feed-0');
    const pages = await Promise.all([jobsOf(1), jobsOf(2)]);
    expect(pages.map(({ failures }) => failures.length)).toEqual([1, 1]);
    expect(simulated.calls).toHaveLength(1);
    simulated.down.clear();
    expect((await jobsOf(1)).entries.length).toBeGreaterThan(0);
  });

  it('count a list from the rows read', async () => {
    const simulated = SimulatedLists.interleaved(1, 57);
    const page = await simulated.page({});
    const { result, calls } = await simulated.costOf(() => page.countTotal());
    expect([result, calls]).toEqual([57, 0]);
  });

  it('give up a count together: if one list cannot be counted, the others are not read', async () => {
    const simulated = new SimulatedLists(SimulatedLists.interleaved(4, 3000).lists, 'QingCloud jobs');
    simulated.down.add('feed-0');
    const page = await simulated.page({}, (value) => value.endsWith('7'));
    const { result, calls } = await simulated.costOf(async () => {
      const total = await page.countTotal();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return total;
    });
    expect(result).toBeNull();
    expect(calls).toBeLessThanOrEqual(4 * Math.ceil(500 / 98));
  });

  it('count a time range in lists that extend far beyond it', async () => {
    const simulated = SimulatedLists.interleaved(30, 400);
    const range = { from: NOW - 599 * 60_000 };
    const page = await simulated.page({
      arguments: { first: 1 },
      range,
      session: simulated.session({ scanRows: 1000 }),
    });
    expect(await page.countTotal()).toBe(600);
  });
});

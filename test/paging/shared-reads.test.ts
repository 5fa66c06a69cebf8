import { describe, expect, it } from 'vitest';
import { Crowd, NOW } from './simulated-lists.js';

const CLUSTERS = 50;

/** The jobs of many clusters, all in one feed. */
function shared(jobs: number) {
  const crowd = Crowd.interleaved(1, jobs);
  const session = crowd.session();
  const jobsOf = (cluster: number, first = 10) =>
    crowd.page({ session, arguments: { first } }, (value) => Number(value) % CLUSTERS === cluster);
  return { crowd, jobsOf };
}

describe('many walks over one feed in one operation', () => {
  it('read it once, however many they are', async () => {
    const { crowd, jobsOf } = shared(1000);
    const pages = await Promise.all(Array.from({ length: CLUSTERS }, (_, cluster) => jobsOf(cluster)));
    pages.forEach((page, cluster) => {
      const expected = Array.from({ length: 10 }, (_, job) => `${job * CLUSTERS + cluster}`);
      expect(page.entries.map(({ identity }) => identity)).toEqual(expected);
    });
    const alone = shared(1000);
    await alone.jobsOf(CLUSTERS - 1);
    expect(crowd.calls.length).toBeLessThanOrEqual(alone.crowd.calls.length + 2);
    expect(crowd.rowsSent).toBeLessThanOrEqual(1200);
  });

  it('share one call when each wants the same page', async () => {
    const crowd = Crowd.interleaved(1, 1000);
    const session = crowd.session();
    await Promise.all(Array.from({ length: CLUSTERS }, () => crowd.page({ session })));
    expect(crowd.calls).toHaveLength(1);
  });

  it('find what was read before them without a call', async () => {
    const { crowd, jobsOf } = shared(1000);
    await jobsOf(7);
    const { result, calls } = await crowd.costOf(() => jobsOf(6));
    expect([result.entries.length, calls]).toEqual([10, 0]);
  });

  it('plan their pages together, wherever in the list these are', async () => {
    const crowd = Crowd.interleaved(1, 400);
    const cursors: (string | null)[] = [null];
    for (let page = 0; page < 8; page++) {
      const { endCursor } = await crowd.page({ arguments: { first: 20, after: cursors.at(-1) } });
      cursors.push(endCursor);
    }
    const session = crowd.session();
    const asked = cursors.map((after) => crowd.page({ session, arguments: { first: 20, after } }));
    const { result, calls } = await crowd.costOf(() => Promise.all(asked));
    expect(result.flatMap(({ entries }) => entries.map(({ identity }) => identity))).toEqual(
      crowd.identities.slice(0, 180),
    );
    expect(calls).toBe(1);
  });

  it('share an outage, and no more than that', async () => {
    const { crowd, jobsOf } = shared(100);
    crowd.down.add('feed-0');
    const pages = await Promise.all([jobsOf(1), jobsOf(2)]);
    expect(pages.map(({ failures }) => failures.length)).toEqual([1, 1]);
    expect(crowd.calls).toHaveLength(1);
    crowd.down.clear();
    expect((await jobsOf(1)).entries.length).toBeGreaterThan(0);
  });

  it('count a list from what was read of it', async () => {
    const crowd = Crowd.interleaved(1, 57);
    const page = await crowd.page({});
    const { result, calls } = await crowd.costOf(() => page.countTotal());
    expect([result, calls]).toEqual([57, 0]);
  });

  it('give a count up together: what one of them cannot tell, the others are not read for', async () => {
    const crowd = new Crowd(Crowd.interleaved(4, 3000).lists, 'QingCloud jobs');
    crowd.down.add('feed-0');
    const page = await crowd.page({}, (value) => value.endsWith('7'));
    const { result, calls } = await crowd.costOf(async () => {
      const total = await page.countTotal();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return total;
    });
    expect(result).toBeNull();
    expect(calls).toBeLessThanOrEqual(4 * Math.ceil(500 / 98));
  });

  it('count a span of time in lists that go far beyond it', async () => {
    const crowd = Crowd.interleaved(30, 400);
    const range = { from: NOW - 599 * 60_000 };
    const page = await crowd.page({ arguments: { first: 1 }, range, session: crowd.session({ scanRows: 1000 }) });
    expect(await page.countTotal()).toBe(600);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClusterJobStatus } from '../../src/fleet-page/generated/graphql.js';
import { toLanes } from '../../src/fleet-page/timeline/lanes.js';
import { jobAt } from './jobs.js';

const NOW = 1_000_000;
const WIDTH = 500;
const toX = (timeMs: number) => (timeMs / NOW) * WIDTH;
const lay = (jobs: Parameters<typeof toLanes>[0], most = 5) => toLanes(jobs, toX, WIDTH, most, NOW);

const statuses: readonly ClusterJobStatus[] = ['FAILED', 'RUNNING', 'PENDING', 'UNKNOWN', 'SUCCEEDED'];
const anyJobs = fc
  .array(
    fc.record({
      at: fc.option(fc.integer({ min: -NOW, max: NOW }), { nil: undefined }),
      lengthMs: fc.integer({ min: 0, max: NOW }),
      status: fc.constantFrom(...statuses),
    }),
    { maxLength: 60 },
  )
  .map((rows) =>
    rows.map(({ at, lengthMs, status }, index) => {
      const isOpen = status === 'RUNNING' || status === 'PENDING';
      const finishedAtMs = at === undefined || isOpen ? undefined : at + lengthMs;
      return jobAt(String(index), at, { status, finishedAtMs });
    }),
  );

describe('Lanes of an account', () => {
  it('have no two marks that overlap, and account for every job with a start time', () => {
    fc.assert(
      fc.property(anyJobs, (jobs) => {
        const { marks, hidden, count } = lay(jobs);
        expect(marks.length + hidden).toBe(jobs.filter(({ createdAtMs }) => createdAtMs !== undefined).length);
        for (const [index, a] of marks.entries()) {
          expect(a.left).toBeGreaterThanOrEqual(0);
          expect(a.left + a.width).toBeLessThanOrEqual(WIDTH);
          expect(a.lane).toBeLessThan(count);
          for (const b of marks.slice(index + 1)) {
            expect(a.lane !== b.lane || a.left + a.width <= b.left || b.left + b.width <= a.left).toBe(true);
          }
        }
      }),
    );
  });

  it('show failed jobs first, and hide succeeded ones where there is no room', () => {
    const succeeded = Array.from({ length: 9 }, (_, index) => jobAt(`s${index}`, 500_000));
    const { marks, hidden } = lay([...succeeded, jobAt('f', 500_000, { status: 'FAILED' })], 3);
    expect(hidden).toBe(7);
    expect(marks.find(({ lane }) => lane === 0)?.job.id).toBe('f');
  });

  it('draw a running job until now', () => {
    const { marks } = lay([jobAt('r', 500_000, { status: 'RUNNING', finishedAtMs: undefined })]);
    expect(marks).toMatchObject([{ left: 250, width: 250 }]);
  });
});

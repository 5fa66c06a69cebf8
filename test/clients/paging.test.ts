import { describe, expect, it, vi } from 'vitest';
import { EXAMPLES } from './examples.js';
import { serveRareJobs } from './rare-jobs.js';
import { recordPages } from './requests.js';
import { describeJob, serveClouds } from './serving.js';

/** Hundreds of jobs, none of the first, the fourth and the last hundred failed. */
const RARE = { count: 700, failed: [150, 160, 250, 450] };

describe.each(EXAMPLES)('the example for %s', (_, { readAllJobs }) => {
  it('pages through all jobs to the end, and receives each exactly once', async () => {
    const { endpoint, truth } = await serveClouds();
    const jobs = await readAllJobs(endpoint);
    expect(jobs.length).toBeGreaterThan(400);
    expect(jobs.map(describeJob).sort()).toEqual(truth());
  });

  it('pages over an empty first page, empty pages in the middle and an empty last page', async () => {
    const { endpoint } = await serveRareJobs(RARE);
    const pages = recordPages();
    const jobs = await readAllJobs(endpoint, { statuses: ['FAILED'] });
    expect(jobs.map(({ nativeId }) => nativeId)).toEqual(RARE.failed.map((number) => `j-${number}`));
    const rows = pages.map((page) => page.rows);
    expect([rows[0], rows.at(-1)]).toEqual([0, 0]);
    const filled = rows.flatMap((count, index) => (count ? [index] : []));
    expect(rows.slice(filled[0], filled.at(-1))).toContain(0);
    expect(pages.map(({ hasNextPage }) => hasNextPage)).toEqual(pages.map((__, index) => index < pages.length - 1));
  });

  it('ends with an error when a further page is null, and does not return a part of the list', async () => {
    const { endpoint } = await serveRareJobs(RARE);
    const pages = recordPages((variables, number) => {
      if (number !== 3) return variables;
      return 'cursor' in variables ? { ...variables, cursor: 'altered' } : { ...variables, after: 'altered' };
    });
    await expect(readAllJobs(endpoint, { statuses: ['FAILED'] })).rejects.toThrow(/after/);
    expect(pages.at(-1)).toMatchObject({ rows: null });
    expect(pages).toHaveLength(4);
  });

  it('reports sources that are missing at the end of the list', async () => {
    const { endpoint, breakDown } = await serveRareJobs(RARE);
    breakDown();
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const jobs = await readAllJobs(endpoint);
    const lines = written.mock.calls.map(([line]) => line);
    written.mockRestore();
    expect(jobs).toEqual([]);
    expect(lines).toEqual([expect.stringMatching(/^Some jobs are missing: .+\n$/)]);
  });
});

import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { StoreHealth } from '../../src/app/store-health.js';
import { openPostgresStore } from '../../src/store/open-store.js';
import { startPostgres } from '../support/postgres.js';
import { CSS, jobList, jobRow } from './rows.js';

const server = await startPostgres();
afterAll(() => server?.close());

function createLog() {
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push((JSON.parse(chunk.toString()) as { msg: string }).msg);
      done();
    },
  });
  return { lines, logger: pino({}, stream) };
}

describe('A store that fails while it is used', () => {
  it('is logged once for each outage, and once when it can be used again', async (context) => {
    if (!server) return context.skip('PostgreSQL is not installed');
    const { lines, logger } = createLog();
    const health = new StoreHealth(logger);
    const store = health.watch(await openPostgresStore({ url: server.url, schema: 'outage' }, [CSS]));
    await store.writeJobs({ list: jobList('c1'), startedAt: 1, rows: [jobRow('a', 1000)] });
    await server.stop('immediate');
    for (let count = 0; count < 3; count++) {
      await expect(store.findJobs(jobList('c1'), ['a'])).rejects.toThrow('PostgreSQL');
    }
    expect([health.isFailing('read'), health.isFailing('write'), health.failures.read]).toEqual([true, false, 3]);
    await server.start();
    expect(await store.findJobs(jobList('c1'), ['a'])).toHaveLength(1);
    expect(health.isFailing('read')).toBe(false);
    expect(lines).toEqual([
      expect.stringMatching(/^The store cannot be read \(PostgreSQL: .*\); pages are read live until it can\.$/),
      'The store can be read again.',
    ]);
    await store.close();
  });
});

import { Writable } from 'node:stream';
import pg from 'pg';
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

  it('and whose PostgreSQL has no room is read on, and written again when there is room', async (context) => {
    if (!server) return context.skip('PostgreSQL is not installed');
    const { lines, logger } = createLog();
    const health = new StoreHealth(logger);
    const store = health.watch(await openPostgresStore({ url: server.url, schema: 'full' }, [CSS]));
    const client = new pg.Client({ connectionString: server.url, options: '-c search_path=full' });
    await client.connect();
    const list = jobList('c1');
    await store.writeJobs({ list, startedAt: 1, rows: [jobRow('a', 1000, 'RUNNING')], readDownTo: -Infinity });
    // The error of a full disk, at the last statement of a transaction.
    await client.query(`
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER fail BEFORE UPDATE ON lists FOR EACH ROW EXECUTE FUNCTION fail()`);
    const write = (startedAt: number) =>
      store.writeJobs({ list, startedAt, rows: [jobRow('b', 2000), jobRow('a', 1000)], readDownTo: -Infinity });
    for (let count = 2; count < 5; count++) await expect(write(count)).rejects.toThrow('PostgreSQL: 53100');
    expect(await store.findJobs(list, ['a', 'b'])).toMatchObject([{ identity: 'a', value: { status: 'RUNNING' } }]);
    expect((await store.changesAfter(0, 10)).changes).toEqual([]);
    expect(lines).toEqual(['The store cannot be written (PostgreSQL: 53100); its copies grow old until it can.']);
    await client.query('DROP TRIGGER fail ON lists');
    await client.end();
    await write(5);
    expect((await store.changesAfter(0, 10)).changes).toHaveLength(2);
    await store.close();
  });
});

it('More transactions at a time than connections wait for each other, however short the timeout of a connection', async (context) => {
  if (!server) return context.skip('PostgreSQL is not installed');
  const store = await openPostgresStore({ url: server.url, schema: 'busy', connectTimeoutMs: 300 }, [CSS]);
  const client = new pg.Client({ connectionString: server.url, options: '-c search_path=busy' });
  await client.connect();
  await client.query(`
    CREATE FUNCTION rest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.1); RETURN NEW; END $$;
    CREATE TRIGGER rest BEFORE INSERT ON jobs FOR EACH ROW EXECUTE FUNCTION rest()`);
  const names = Array.from({ length: 40 }, (_, index) => `c${index}`);
  const write = (name: string) => store.writeJobs({ list: jobList(name), startedAt: 1, rows: [jobRow(name, 1000)] });
  await Promise.all(names.map(write));
  for (const name of names) expect(await store.findJobs(jobList(name), [name])).toHaveLength(1);
  await client.end();
  await store.close();
});

import { afterAll, describe, expect, it } from 'vitest';
import { openPostgresStore } from '../../src/store/open-store.js';
import { isPgBouncerInstalled, startPgBouncer } from '../support/pgbouncer.js';
import { startPostgres } from '../support/postgres.js';
import { CSS } from './rows.js';

const server = isPgBouncerInstalled ? await startPostgres() : undefined;
afterAll(() => server?.close());

describe('A store whose URL is that of PgBouncer', () => {
  it.for<readonly [name: string, settings: Readonly<Record<string, string>>]>([
    ['in transaction mode', { pool_mode: 'transaction' }],
    ['in transaction mode that drops options', { pool_mode: 'transaction', ignore_startup_parameters: 'options' }],
    ['in statement mode that drops options', { pool_mode: 'statement', ignore_startup_parameters: 'options' }],
    ['in session mode that drops options', { pool_mode: 'session', ignore_startup_parameters: 'options' }],
  ])('%s is rejected, and the error says what to do', async ([, settings], context) => {
    if (!server) return context.skip('PgBouncer or PostgreSQL is not installed');
    const url = await startPgBouncer(server.url, settings);
    const opened = openPostgresStore({ url, schema: 'pooled' }, [CSS]);
    await expect(opened).rejects.toMatchObject({
      message: expect.stringMatching(/^store\.postgres: .*pooler\. Use the address of the PostgreSQL server/) as string,
      isConnection: false,
    });
  });
});

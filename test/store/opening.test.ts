import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/app/open-store.js';
import { openSqliteStore } from '../../src/store/open-store.js';
import { silentLogger } from '../../src/upstream/logger.js';
import { configOf } from '../config/loading.js';
import { CSS, jobList, jobRow } from './rows.js';

const ACCOUNTS =
  'accounts: [{ name: a, provider: qingcloud, region: pek3a, auth: { accessKeyId: x, secretAccessKey: y } }]';

const newFile = async () => join(await mkdtemp(join(tmpdir(), 'jobgraph-store-')), 'jobgraph.db');

describe('an SQLite store', () => {
  it('is a file that only its owner can read', async () => {
    const file = await newFile();
    const store = await openSqliteStore(file, [CSS]);
    await store.writeJobs({ list: jobList('c1'), startedAt: 1, rows: [jobRow('a', 1000)] });
    for (const name of [file, `${file}-wal`, `${file}-lock`]) expect((await stat(name)).mode & 0o077, name).toBe(0);
    await store.close();
  });

  it('cannot be opened while another process or another store uses it, and can be opened afterwards', async () => {
    const file = await newFile();
    const store = await openSqliteStore(file, [CSS]);
    await expect(openSqliteStore(file, [CSS])).rejects.toThrow(/another process uses .*store\.postgres/);
    await store.close();
    await (await openSqliteStore(file, [CSS])).close();
  });

  it('can be opened as soon as the process that used it is killed', async () => {
    const file = await newFile();
    const child = spawn(process.execPath, [
      '-e',
      `const { DatabaseSync } = require('node:sqlite');
       const lock = new DatabaseSync(process.argv[1] + '-lock');
       lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
       console.log('locked');
       setInterval(() => undefined, 1000);`,
      file,
    ]);
    await once(child.stdout, 'data');
    await expect(openSqliteStore(file, [CSS])).rejects.toThrow('another process');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await openSqliteStore(file, [CSS])).close();
  });

  it('reports a folder that does not exist, and a file that is not a database', async () => {
    await expect(openSqliteStore('/nowhere/jobgraph.db', [CSS])).rejects.toThrow(
      'store.sqlite: /nowhere/jobgraph.db cannot be written (ENOENT).',
    );
    const file = await newFile();
    await writeFile(
      file,
      'This is not a database, but it is longer than a header of one hundred bytes would have been.'.repeat(9),
    );
    await chmod(file, 0o600);
    const config = configOf(`${ACCOUNTS}\nstore: { sqlite: ${JSON.stringify(file)} }`);
    await expect(openStore(config, silentLogger)).rejects.toThrow(
      `store.sqlite: ${file} cannot be used (SQLite: file is not a database).`,
    );
  });

  it.each(['CREATE TABLE jobs (id); PRAGMA user_version = 1', 'CREATE VIEW numbers AS SELECT 1'])(
    'of another program is rejected and not changed: %s',
    async (sql) => {
      const file = await newFile();
      const database = new DatabaseSync(file);
      database.exec(sql);
      database.close();
      const before = await readFile(file);
      await expect(openSqliteStore(file, [CSS])).rejects.toThrow(
        `store.sqlite: ${file} is a database of another program.`,
      );
      expect(await readFile(file)).toEqual(before);
    },
  );

  it('of a newer release is rejected and not changed', async () => {
    const file = await newFile();
    await (await openSqliteStore(file, [CSS])).close();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 999');
    database.close();
    await expect(openSqliteStore(file, [CSS])).rejects.toThrow(/newer release \(schema 999/);
  });

  it('contains no account key in plain text', async () => {
    const file = await newFile();
    const store = await openSqliteStore(file, [{ ...CSS, identity: 'AKID-EXAMPLE-0001' }]);
    await store.close();
    const database = new DatabaseSync(file);
    const rows = database.prepare('SELECT * FROM accounts').all();
    database.close();
    expect(JSON.stringify(rows)).not.toContain('AKID');
    expect(rows).toHaveLength(1);
  });
});

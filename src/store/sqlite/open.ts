import { closeSync, constants, openSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../database.js';
import { migrateSqlite } from './migrate.js';
import { SqliteDatabase, toStoreError } from './database.js';
import { openConnection } from './open-connection.js';

/** Magic numbers of network file systems in Linux' statfs(2): their locks and shared memory do not hold for WAL. */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P'],
  [0x00c36400, 'Ceph'],
  [0x5346414f, 'AFS'],
]);

/** An open file, and the lock that keeps other processes from it. */
export interface OpenedSqlite {
  readonly database: SqliteDatabase;
  readonly unlock: () => void;
}

/** Opens the file, creates it where there is none (mode 0600), and brings its schema up to date. Throws a StoreError. */
export function openSqlite(file: string): OpenedSqlite {
  assertUsable(file);
  const lock = lockFile(file);
  try {
    migrateSqlite(file);
    return {
      database: new SqliteDatabase(file),
      unlock: () => {
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw toStoreError(error);
  }
}

function assertUsable(file: string): void {
  const folder = dirname(file);
  try {
    const { type } = statfsSync(folder);
    const network = process.platform === 'linux' ? NETWORK_FILE_SYSTEMS.get(type) : undefined;
    if (network !== undefined) {
      throw new StoreError(`store.sqlite: ${folder} is on a network file system (${network}); use a local folder.`);
    }
    for (const name of [file, `${file}-lock`]) {
      closeSync(openSync(name, constants.O_RDWR | constants.O_CREAT, 0o600));
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new StoreError(`store.sqlite: ${file} cannot be written (${code}).`);
  }
}

/** A lock of the operating system, held by an open transaction. It ends with the process, also if the process is killed. */
function lockFile(file: string): DatabaseSync {
  const lock = openConnection(`${file}-lock`);
  try {
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch {
    lock.close();
    throw new StoreError(`store.sqlite: another process uses ${file}. Several processes need store.postgres.`);
  }
}

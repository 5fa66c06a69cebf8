import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './children.js';
import { startPostgres } from '../test/support/postgres.js';

/** No list is read in the background after `fillStore`, so that only queries are measured. */
const REFRESH_SECONDS = 86_400;

export interface StoreServer extends AsyncDisposable {
  /** For Jobgraph's configuration. */
  readonly keys: { readonly store: object };
}

/** A PostgreSQL server for the store of one process. */
export async function startStore(): Promise<StoreServer> {
  // The tests' setup sets it, for the database cluster that their servers copy.
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-bench-'));
  process.env['JOBGRAPH_RUN_FOLDER'] = folder;
  const server = await startPostgres();
  if (server === undefined) throw new Error('PostgreSQL is not installed.');
  return {
    keys: { store: { postgres: server.url, refreshSeconds: REFRESH_SECONDS } },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const PROGRAM = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

/** Reads all lists into the store. */
export async function fillStore(configFile: string): Promise<void> {
  const { process: child } = start(0, PROGRAM, ['sync', '--config', configFile]);
  await once(child, 'exit');
  if (child.exitCode !== 0) process.stderr.write('Some lists are read in the background during the measurement.\n');
}

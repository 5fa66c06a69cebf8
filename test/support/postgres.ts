import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PostgresServer {
  readonly url: string;
  /** Stops the server: `immediate` is like a crash, `fast` is a clean shutdown. */
  stop(mode: 'immediate' | 'fast'): Promise<void>;
  /** Kills its first process by SIGKILL. The others end by themselves. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a PostgreSQL server in a temporary folder on a free port of loopback. `undefined` if PostgreSQL is not
 * installed. It runs as the user postgres if the test runs as root, which PostgreSQL does not allow.
 */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const bin = await binFolder();
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? await userOf('postgres') : undefined;
  if (bin === undefined || (isRoot && !user)) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'jobgraph-postgres-'));
  if (user) await chown(folder, user.uid, user.gid);
  const port = await freePort();
  const tool = (name: string, ...words: string[]) => run(join(bin, name), words, { ...user, cwd: folder });
  await createCluster(join(folder, 'data'), (...words) => tool('initdb', ...words));
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  const start = async () => {
    await tool('pg_ctl', '-D', join(folder, 'data'), '-w', '-l', join(folder, 'log'), '-o', options, 'start');
  };
  const kill = async () => {
    const [pid] = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n', 1);
    process.kill(Number(pid), 'SIGKILL');
  };
  const stop = async (mode: string) => {
    await tool('pg_ctl', '-D', join(folder, 'data'), '-w', '-m', mode, 'stop');
  };
  await start();
  return {
    url: `postgres://jobgraph@127.0.0.1:${port}/postgres`,
    start,
    stop,
    kill,
    close: async () => {
      await stop('immediate').catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function isPostgresInstalled(): Promise<boolean> {
  return (await binFolder()) !== undefined;
}

/** Creates an empty database cluster. `initdb` takes a second, so later clusters of a run are copies of the first one. */
async function createCluster(data: string, initdb: (...words: string[]) => Promise<unknown>): Promise<void> {
  const { JOBGRAPH_RUN_FOLDER } = process.env;
  if (JOBGRAPH_RUN_FOLDER === undefined) throw new Error('test/support/prepare.ts has not run.');
  const template = join(JOBGRAPH_RUN_FOLDER, 'postgres');
  if (existsSync(template)) {
    await run('cp', ['-a', template, data]);
    return;
  }
  await initdb('-D', data, '-A', 'trust', '-U', 'jobgraph', '--wal-segsize=1', '--no-sync');
  const copy = `${template}-${randomUUID()}`;
  await run('cp', ['-a', data, copy]);
  // Fails if another worker was faster.
  await rename(copy, template).catch(() => undefined);
}

/** Debian installs the server's tools in a folder for each version, which is not on the PATH. */
async function binFolder(): Promise<string | undefined> {
  const root = '/usr/lib/postgresql';
  const versions = await readdir(root).catch(() => []);
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? undefined : join(root, newest, 'bin');
}

async function userOf(name: string): Promise<{ uid: number; gid: number } | undefined> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

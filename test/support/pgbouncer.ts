import { spawn } from 'node:child_process';
import { access, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import { freePort } from './postgres.js';

const PROGRAM = '/usr/sbin/pgbouncer';

export const isPgBouncerInstalled = await access(PROGRAM).then(
  () => true,
  () => false,
);

/** Starts PgBouncer before a PostgreSQL server until the test has ended. Returns its URL. */
export async function startPgBouncer(server: string, settings: Readonly<Record<string, string>>): Promise<string> {
  const { hostname, port: serverPort, username } = new URL(server);
  const folder = await mkdtemp(join(tmpdir(), 'jobgraph-pgbouncer-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  const all = {
    listen_addr: '127.0.0.1',
    listen_port: String(port),
    auth_type: 'any',
    unix_socket_dir: '',
    ...settings,
  };
  const lines = [
    '[databases]',
    `* = host=${hostname} port=${serverPort} user=${username}`,
    '[pgbouncer]',
    ...Object.entries(all).map(([name, value]) => `${name} = ${value}`),
  ];
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(file, `${lines.join('\n')}\n`);
  // It does not run as root.
  const user = process.getuid?.() === 0 ? ['-u', 'postgres'] : [];
  const child = spawn(PROGRAM, [...user, file], { stdio: 'ignore' });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });
  const url = `postgres://${username}@127.0.0.1:${port}/postgres`;
  while (!(await canConnect(url))) await sleep(50);
  return url;
}

async function canConnect(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

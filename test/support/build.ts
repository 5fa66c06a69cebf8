import { execFile } from 'node:child_process';
import { mkdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const lock = path.join(tmpdir(), `jobgraph-build-${root.replaceAll(/\W/g, '-')}`);
const WAIT_MS = 100;
const STALE_AFTER = 1200;

/** Builds the project into `dist`, one test at a time; what is built already takes no time. */
export async function build(): Promise<void> {
  // Whoever was killed while building leaves the lock behind: nobody waits for that for ever.
  for (let tries = 0; tries < STALE_AFTER && !(await takeLock()); tries++) await delay(WAIT_MS);
  try {
    await promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: root });
  } finally {
    await rmdir(lock).catch(() => undefined);
  }
}

async function takeLock(): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch {
    return false;
  }
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Builds the program once, before the tests that run it. */
export async function setup(): Promise<void> {
  await promisify(execFile)('npm', ['run', '--silent', 'build']);
}

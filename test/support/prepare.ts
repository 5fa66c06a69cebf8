import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Builds the program once for all tests that run it, and creates a temporary folder for the whole run. In it, Node
 * caches the compiled code of the programs that the tests start. The folder is new for each run.
 */
export default async function prepare(): Promise<() => Promise<void>> {
  await promisify(execFile)('npm', ['run', '--silent', 'build']);
  const folder = await mkdtemp(join(tmpdir(), 'jobgraph-run-'));
  process.env['JOBGRAPH_RUN_FOLDER'] = folder;
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled');
  return () => rm(folder, { recursive: true, force: true, maxRetries: 10 });
}

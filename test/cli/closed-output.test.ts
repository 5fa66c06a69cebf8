import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runs } from '../support/long.js';
import { commandLine, REAL } from './spawning.js';

// Nothing listens on port 9.
const ACCOUNT = `{ name: a, provider: qingcloud, region: pek3a, endpoint: 'http://127.0.0.1:9/iaas/', auth: { accessKeyId: x, secretAccessKey: y } }`;
const CONFIG = `{ accounts: [${ACCOUNT}], log: { level: silent } }`;

/** Runs the program with its standard output in a pipe whose reader ends at once. */
async function runWithoutReader(words: readonly string[]) {
  const script = '(exec 3>&1; sleep 0.3; "$@" >&3; echo "status $?" >&2) | true';
  const child = spawn('bash', ['-c', script, 'bash', ...commandLine(words, { main: REAL })], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return stderr;
}

const QUERY = ['query', '{ cloudAccounts { name } }', 'CONFIG'];
const SOME = [['schema'], ['serve', '--port', '0', 'CONFIG'], [...QUERY, '--output', 'ndjson']];
const OTHERS = [
  ['--help'],
  ['--version'],
  ['check', 'CONFIG'],
  ['demo', '--port', '0'],
  QUERY,
  [...QUERY, '--output', 'table'],
];

describe('a command whose reader has gone', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'jobgraph-'));
    await writeFile(path.join(folder, 'config.yaml'), CONFIG);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.concurrent.each(runs(SOME, [...SOME, ...OTHERS]).map((words) => [words]))(
    'ends quietly, with the status of a program that SIGPIPE ended: %j',
    async (words) => {
      const file = path.join(folder, 'config.yaml');
      const actual = words.flatMap((word) => (word === 'CONFIG' ? ['--config', file] : [word]));
      expect(await runWithoutReader(actual)).toBe('status 141\n');
    },
  );

  it('reports any other write error in one line, with status 1', async () => {
    const script = '"$@" >/dev/full; echo "status $?" >&2';
    const child = spawn('bash', ['-c', script, 'bash', ...commandLine(['schema'], { main: REAL })]);
    expect(await text(child.stderr)).toBe('Standard output cannot be written (ENOSPC).\nstatus 1\n');
  });
});

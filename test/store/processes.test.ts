import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configFile, REAL, run } from '../cli/spawning.js';

const UNREACHABLE = {
  name: 'a',
  provider: 'huawei-css',
  region: 'cn-north-4',
  projectId: '00000000000000000000000000000000',
  endpoint: 'http://127.0.0.1:9',
  auth: { accessKeyId: 'k', secretAccessKey: 's' },
};

const newFile = async () => join(await mkdtemp(join(tmpdir(), 'jobgraph-store-')), 'jobgraph.db');

describe('A process with an SQLite file', () => {
  it('hides the warning of Node 22 that node:sqlite is experimental, and no other', async () => {
    const config = await configFile(JSON.stringify({ accounts: [UNREACHABLE], store: { sqlite: await newFile() } }));
    const { stderr } = await run(['sync', '--config', config], { main: REAL, imports: ['node-22.mjs'] });
    expect(stderr).toContain('1 list(s) could not be read');
    expect(stderr).toContain('Another feature is experimental');
    expect(stderr).not.toContain('SQLite is an experimental');
  });
});

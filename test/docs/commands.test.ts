import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clouds, startClouds } from '../../src/simulator/index.js';
import { run, REAL } from '../cli/spawning.js';
import { type Fleet, startFleet } from '../graph/fleet.js';

describe('jobgraph check', () => {
  let clouds: Clouds;
  let folder: string;

  beforeAll(async () => {
    clouds = await startClouds({ size: { cssLargest: 20, dwsLargest: 20 } });
    folder = await mkdtemp(join(tmpdir(), 'jobgraph-'));
  });
  afterAll(async () => {
    await clouds.close();
    await rm(folder, { recursive: true });
  });

  async function check(accounts: readonly object[]) {
    const file = join(folder, 'jobgraph.config.yaml');
    await writeFile(file, JSON.stringify({ accounts, log: { level: 'silent' } }));
    clouds.calls.reset();
    const { status, stdout } = await run(['check', '--config', file], { main: REAL });
    const [head = '', ...rows] = stdout.trimEnd().split('\n');
    return { status, head, rows, text: stdout };
  }

  it('prints that every account of the simulated clouds works, with one call for each', async () => {
    const { status, head, rows } = await check(clouds.accounts);
    expect(status).toBe(0);
    expect(head).toMatch(/^ACCOUNT +PROVIDER +ENDPOINT +CREDENTIALS +RESULT/);
    expect(rows.map((row) => row.split(/ +/)[0])).toEqual(clouds.accounts.map(({ name }) => name));
    for (const row of rows) expect(row).toMatch(/ works *$/);
    expect(clouds.calls.count() - clouds.calls.count('iam')).toBe(clouds.accounts.length);
  });

  it('ends with status 1 if an account fails, and prints which one and what to do', async () => {
    const accounts = clouds.accounts.map((account) =>
      account.name === 'search-prod' ? { ...account, auth: { ...account.auth, secretAccessKey: 'hunter2' } } : account,
    );
    const { status, rows, text } = await check(accounts);
    expect(status).toBe(1);
    const broken = rows.filter((row) => !/ works *$/.test(row));
    expect(broken).toHaveLength(1);
    expect(broken[0]).toMatch(
      /^search-prod +HUAWEI_CSS +\S+ +configuration, key \S{4}…\S{4} +UPSTREAM_AUTH +.*Check the credentials/,
    );
    expect(text).not.toContain('hunter2');
  });
});

describe('jobgraph schema', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await startFleet({ size: { cssLargest: 20, dwsLargest: 20 } });
  });
  afterAll(() => fleet.close());

  it('prints byte for byte what a running server returns for { _service { sdl } }', async () => {
    const { _service } = await fleet.read<{ _service: { sdl: string } }>('{ _service { sdl } }');
    expect(await run(['schema'], { main: REAL })).toEqual({ status: 0, stdout: _service.sdl, stderr: '' });
  });
});

import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startClouds, type Clouds, type SimulatedAccount } from '../../src/simulator/index.js';
import { REAL, start, type Child } from './spawning.js';

let clouds: Clouds;
beforeAll(async () => {
  clouds = await startClouds();
});
afterAll(() => clouds.close());

interface Settings {
  readonly accounts?: readonly object[];
  readonly limits?: object;
  readonly store?: object;
  readonly replicas?: number;
}

function textOf({ accounts = clouds.accounts, ...rest }: Settings): string {
  return JSON.stringify({ accounts, log: { level: 'info' }, ...rest });
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-reload-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** Serves a configuration file that the test changes. */
async function serve(settings: Settings = {}, name = 'jobgraph.config.yaml') {
  const folder = newFolder();
  const path = join(folder, name);
  const write = (text: string) => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  };
  write(textOf(settings));
  const child = start(['serve', '--config', path, '--port', '0'], { main: REAL });
  const [, url = ''] = await child.printed(/at (\S+graphql)/);
  return { child, url, folder, write, query: (text: string) => query(url, text) };
}

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly asOf: string;
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

interface Data {
  readonly cloudAccounts: readonly { readonly name: string }[];
  readonly cloudAccount: { readonly clusters: Page };
  readonly clusters: Page;
}

async function query(url: string, text: string): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: text }),
  });
  const result = (await response.json()) as { readonly data: Data; readonly errors?: unknown };
  if (result.errors !== undefined) throw new Error(JSON.stringify(result.errors));
  return result.data;
}

const names = async (url: string) =>
  (await query(url, '{ cloudAccounts { name } }')).cloudAccounts.map(({ name }) => name);

async function logged(child: Child, text: string): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 200; tries++) {
    const line = child
      .stderr()
      .split('\n')
      .find((one) => one.includes(text));
    if (line !== undefined) return JSON.parse(line) as Record<string, unknown>;
    await delay(50);
  }
  throw new Error(`Nothing is logged about: ${text}\n${child.stderr()}`);
}

const TAKEN_OVER = 'The new configuration is in force.';
const REJECTED = 'the present one stays in force';

describe('A running server', () => {
  it('takes over accounts and limits on SIGHUP under load, and loses no query and no walk of an account that stays', async () => {
    const [first, second] = [clouds.accounts.slice(0, 3), [...clouds.accounts.slice(1)]];
    const { child, url, write } = await serve({ accounts: first });
    const stays = first[1]?.name ?? '';
    const whole = await walk(url, stays, 100);
    expect(whole.length).toBeGreaterThan(3);
    const end = Date.now() + 4000;
    const load = Array.from({ length: 8 }, async () => {
      let queries = 0;
      for (; Date.now() < end; queries++) expect(await walk(url, stays, 2)).toEqual(whole);
      return queries;
    });
    for (let round = 0; round < 8; round++) {
      await delay(400);
      write(textOf({ accounts: round % 2 === 0 ? second : first, limits: { pageSize: 100 + round } }));
      child.kill('SIGHUP');
    }
    for (const walks of await Promise.all(load)) expect(walks).toBeGreaterThan(2);
    await logged(child, TAKEN_OVER);
    expect(await names(url)).toEqual(first.map(({ name }) => name));
    await expect(query(url, '{ clusters(first: 108) { nodes { id } } }')).rejects.toThrow();
    await query(url, '{ clusters(first: 107) { nodes { id } } }');
  });

  it('takes over accounts that a store keeps, and reads new ones in the background', async () => {
    const store = { sqlite: join(newFolder(), 'jobgraph.db'), maxStalenessSeconds: 600, refreshSeconds: 1 };
    const [stays, leaves, comes] = [accountNamed('search-prod'), accountNamed('warehouse'), accountNamed('tables')];
    const { child, url, write } = await serve({ accounts: [stays, leaves], store });
    const isStored = async (account: string) => {
      const { asOf } = (await query(url, `{ clusters(filter: { accounts: ["${account}"] }) { asOf } }`)).clusters;
      return Date.parse(asOf) < Date.now() - 1000;
    };
    await expect.poll(() => isStored(stays.name), { timeout: 20_000, interval: 300 }).toBe(true);
    write(textOf({ accounts: [stays, comes], store }));
    child.kill('SIGHUP');
    await logged(child, TAKEN_OVER);
    expect(await names(url)).toEqual([stays.name, comes.name]);
    expect(await isStored(stays.name)).toBe(true);
    await expect.poll(() => isStored(comes.name), { timeout: 20_000, interval: 300 }).toBe(true);
  });

  it('reports a broken file with all its problems, and goes on with the one in force', async () => {
    const { child, url, write } = await serve();
    write(textOf({ accounts: [{ ...clouds.accounts[0], region: '?' }], limits: { pageSize: 0, deep: 1 } }));
    child.kill('SIGHUP');
    const { problems, level } = await logged(child, REJECTED);
    expect(level).toBe('error');
    expect(problems).toEqual([
      expect.stringMatching(/jobgraph\.config\.yaml has 3 problems:$/),
      expect.stringMatching(/limits\.deep: is not a known key/),
      expect.stringMatching(/limits\.pageSize: must be a whole number from 1 to 1000, but is 0$/),
      expect.stringMatching(/accounts\[0\]\.region: must be/),
    ]);
    expect(await names(url)).toEqual(clouds.accounts.map(({ name }) => name));
  });

  it('logs which changes need a restart', async () => {
    const { child, write } = await serve();
    write(textOf({ replicas: 2, limits: { pageSize: 50 } }));
    child.kill('SIGHUP');
    const { keys } = await logged(child, 'need a restart');
    expect(keys).toEqual(['replicas']);
  });

  it('takes over the limit on the size of bodies', async () => {
    const { child, url, write } = await serve();
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, duplex: 'half' } as const;
    const statusOf = async (body: string | ReadableStream) => (await fetch(url, { ...post, body })).status;
    const long = JSON.stringify({ query: `{ __typename } #${'-'.repeat(5000)}` });
    expect(await statusOf(long)).toBe(200);
    write(textOf({ limits: { bodyBytes: 5000 } }));
    child.kill('SIGHUP');
    await logged(child, TAKEN_OVER);
    expect(await statusOf(long)).toBe(413);
    expect(await statusOf(new Blob([long]).stream())).toBe(413);
  });

  it('takes over a changed file by itself, also behind the symbolic links of Kubernetes', async () => {
    const { child, url, folder, write } = await serve({}, 'v1/config.yaml');
    write(textOf({ accounts: clouds.accounts.slice(0, 2) }));
    await logged(child, TAKEN_OVER);
    expect(await names(url)).toHaveLength(2);

    symlinkSync('v1', join(folder, '..data'));
    symlinkSync(join('..data', 'config.yaml'), join(folder, 'config.yaml'));
    const mounted = start(['serve', '--config', join(folder, 'config.yaml'), '--port', '0'], { main: REAL });
    const [, second = ''] = await mounted.printed(/at (\S+graphql)/);
    mkdirSync(join(folder, 'v2'));
    writeFileSync(join(folder, 'v2', 'config.yaml'), textOf({ accounts: clouds.accounts.slice(0, 1) }));
    symlinkSync('v2', join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    expect(await logged(mounted, TAKEN_OVER)).toMatchObject({ removed: [clouds.accounts[1]?.name] });
    expect(await names(second)).toHaveLength(1);
  });

  it('keeps the rate of an account whose settings stay', async () => {
    const limited: SimulatedAccount & { readonly rate: object } = {
      ...accountNamed('search-prod'),
      rate: { requests: 3, perSeconds: 86_400 },
    };
    const { child, write, query } = await serve({ accounts: [limited] });
    const ONE = `{ cloudAccount(name: "${limited.name}") { clusters(first: 1) { nodes { id } pageInfo { endCursor hasNextPage } } } }`;
    for (let call = 0; call < 3; call++) await query(ONE);
    write(textOf({ accounts: [limited, accountNamed('tables')] }));
    child.kill('SIGHUP');
    await logged(child, TAKEN_OVER);
    await expect(query(ONE)).rejects.toThrow(/UPSTREAM_THROTTLED/);
  });
});

function accountNamed(name: string): SimulatedAccount {
  const account = clouds.accounts.find((one) => one.name === name);
  if (account === undefined) throw new Error(`There is no ${name}.`);
  return account;
}

/** The ids of an account's clusters. */
async function walk(url: string, account: string, first: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after = ''; ;) {
    const page = `clusters(first: ${first}${after === '' ? '' : `, after: "${after}"`})`;
    const data = await query(
      url,
      `{ cloudAccount(name: "${account}") { ${page} { nodes { id } pageInfo { endCursor hasNextPage } } } }`,
    );
    const { nodes, pageInfo } = data.cloudAccount.clusters;
    ids.push(...nodes.map(({ id }) => id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
  }
}

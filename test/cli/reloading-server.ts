import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Clouds, SimulatedAccount } from '../../src/simulator/index.js';
import { REAL, start, type Child } from './spawning.js';

export interface Settings {
  readonly accounts: readonly object[];
  readonly limits?: object;
  readonly store?: object;
  readonly replicas?: number;
  readonly cursorKeys?: readonly (string | object)[];
}

export function textOf(settings: Settings): string {
  return JSON.stringify({ log: { level: 'info' }, ...settings });
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-reload-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** Serves a configuration file that the test changes. */
export async function serve(settings: Settings, name = 'jobgraph.config.yaml') {
  const folder = newFolder();
  const path = join(folder, name);
  const write = (text: string) => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  };
  write(textOf(settings));
  const child = start(['serve', '--config', path, '--port', '0'], { main: REAL });
  const [, url = ''] = await child.printed(/at (\S+graphql)/);
  let seen = 0;
  /** Sends SIGHUP with new settings, and waits until they are in force. */
  const reload = async (changed: Settings) => {
    write(textOf(changed));
    child.kill('SIGHUP');
    return logged(child, TAKEN_OVER, ++seen);
  };
  return { child, url, folder, write, reload, query: (text: string) => query(url, text) };
}

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly asOf: string;
  readonly unavailable: readonly object[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

interface Data {
  readonly cloudAccounts: readonly { readonly name: string }[];
  readonly cloudAccount: { readonly clusters: Page };
  readonly clusters: Page;
  readonly clusterJobs: Page;
}

/** Rejects if there are errors. */
export async function query(url: string, text: string): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: text }),
  });
  const result = (await response.json()) as { readonly data: Data; readonly errors?: unknown };
  if (result.errors !== undefined) throw new Error(JSON.stringify(result.errors));
  return result.data;
}

export async function accountNames(url: string): Promise<readonly string[]> {
  const { cloudAccounts } = await query(url, '{ cloudAccounts { name } }');
  return cloudAccounts.map(({ name }) => name);
}

export const TAKEN_OVER = 'The new configuration is in force.';

/** The `number`th line of the log with a text. */
export async function logged(child: Child, text: string, number = 1): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 400; tries++) {
    const lines = child.stderr().split('\n');
    const line = lines.filter((one) => one.includes(text))[number - 1];
    if (line !== undefined) return JSON.parse(line) as Record<string, unknown>;
    await delay(25);
  }
  throw new Error(`Nothing is logged about: ${text}\n${child.stderr()}`);
}

export function accountNamed({ accounts }: Clouds, name: string): SimulatedAccount {
  const account = accounts.find((one) => one.name === name);
  if (account === undefined) throw new Error(`There is no ${name}.`);
  return account;
}

/** The ids of an account's clusters or jobs, read in pages of `first`. `rest`: further arguments. */
export async function walk(
  url: string,
  account: string,
  first: number,
  list: 'clusters' | 'clusterJobs' = 'clusters',
  rest = '',
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after = ''; ;) {
    const cursor = after === '' ? '' : `, after: "${after}"`;
    const page = `${list}(first: ${first}, filter: { accounts: ["${account}"] }${rest}${cursor})`;
    const data = await query(
      url,
      `{ ${page} { nodes { id } pageInfo { endCursor hasNextPage } unavailable { code } } }`,
    );
    const { nodes, pageInfo, unavailable } = data[list];
    if (unavailable.length > 0) throw new Error(JSON.stringify(unavailable));
    ids.push(...nodes.map(({ id }) => id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
  }
}

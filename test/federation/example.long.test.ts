import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = new URL('../../examples/company-graph/', import.meta.url);
const JSON_TYPE = { 'content-type': 'application/json' };

let child: ChildProcessByStdio<null, Readable, null>;
let printed = '';
let gateway = '';
beforeAll(async () => {
  child = spawn(process.execPath, [fileURLToPath(new URL('start.js', folder)), '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const text of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    printed += text;
    if (printed.includes('Ctrl-C')) break;
  }
  gateway = /Gateway +(\S+)/.exec(printed)?.[1] ?? '';
}, 240_000);
afterAll(() => child.kill('SIGKILL'));

async function execute(body: string) {
  const response = await fetch(gateway, { method: 'POST', headers: JSON_TYPE, body });
  return (await response.json()) as { readonly data: unknown; readonly errors?: readonly object[] };
}

interface Fleet {
  readonly clusters: { readonly nodes: readonly { readonly name: string; readonly team: { name: string } | null }[] };
}

interface Team {
  readonly channel: string;
  readonly clusters: readonly {
    readonly name: string;
    readonly jobs: { readonly nodes: readonly { readonly createdAt: string }[] };
  }[];
}

describe('the company graph example', () => {
  it('prints a command that lists the clusters of a team with their failed jobs of this week', async () => {
    const body = / -d '(.*)'/.exec(printed)?.[1] ?? '';
    const { data, errors } = await execute(body);
    expect(errors).toBeUndefined();
    const { team } = data as { team: Team };
    expect(team.channel).toBe('#search-alerts');
    const failed = team.clusters.filter(({ jobs }) => jobs.nodes.length > 0);
    expect(failed.length).toBeGreaterThan(0);
    expect(team.clusters.length).toBeGreaterThan(failed.length);
    expect(failed.every(({ name }) => name.startsWith('search-'))).toBe(true);
    const weekAgo = Date.now() - 8 * 86_400_000;
    const times = failed.flatMap(({ jobs }) => jobs.nodes.map(({ createdAt }) => Date.parse(createdAt)));
    expect(Math.min(...times)).toBeGreaterThan(weekAgo);
  });

  it('joins any cluster with its team', async () => {
    const query = '{ clusters(first: 50) { nodes { name team { name } } } }';
    const { clusters } = (await execute(JSON.stringify({ query }))).data as Fleet;
    const owned = clusters.nodes.filter(({ team }) => team !== null);
    expect(owned.length).toBeGreaterThan(5);
    for (const { name, team } of owned) expect(name.startsWith(`${team?.name ?? ''}-`)).toBe(true);
  });

  it('has the same query in its README', async () => {
    const query = await readFile(new URL('failed-this-week.graphql', folder), 'utf8');
    expect(await readFile(new URL('README.md', folder), 'utf8')).toContain(query);
  });

  it('ends with status 0 on SIGINT', async () => {
    const ended = once(child, 'close');
    child.kill('SIGINT');
    await ended;
    expect(child.exitCode).toBe(0);
  });
});

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = await readFile(join(root, 'README.md'), 'utf8');

/** The section of the README, and the arguments of its commands after `npm start --` or `npm run … --`. */
const section = /## In a company graph\n([^]*?)\n## /.exec(readme)?.[1] ?? '';
const [, START = '', OWNERS = '', COMPOSE = '', GATEWAY = ''] =
  /```sh\nnpm start -- (.*)\nnpm run example:owners -- (.*)\nnpm run --silent compose -- (.*)\nnpm run gateway -- (.*)\n```/.exec(
    section,
  ) ?? [];
const BODY = / -d '(.*)'/.exec(section)?.[1] ?? '';

interface Failed {
  readonly clusterJobs: {
    readonly nodes: readonly { readonly clusters: readonly { readonly owner: string | null }[] }[];
  };
}

type Program = ChildProcessByStdio<null, Readable, Readable>;
const running: Program[] = [];
let folder = '';
let supergraph = '';

function run(program: string, words: readonly string[]): Program {
  return spawn(process.execPath, [join(root, program), ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Starts a server on a free port instead of the documented one, and resolves with the URL that it prints. */
async function serve(program: string, words: string): Promise<string> {
  const child = run(program, words.replace(/\b4\d{3}$/, '0').split(' '));
  running.push(child);
  let stdout = '';
  for await (const text of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    stdout += text;
    const url = /http:\S+:\d+/.exec(stdout)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error(`${program} printed no URL: ${stdout}`);
}

async function compose(...subgraphs: string[]): Promise<{ stdout: string; stderr: string; status: number }> {
  const child = run('examples/company-graph/compose.js', subgraphs);
  const ended = once(child, 'close') as Promise<[number]>;
  const [stdout, stderr] = await Promise.all([child.stdout, child.stderr].map((stream) => stream.toArray()));
  return { stdout: String(stdout), stderr: String(stderr), status: (await ended)[0] };
}

let words: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-graph-'));
  const jobgraph = await serve('dist/main.js', `demo ${START}`);
  const owners = await serve('examples/company-graph/owners.js', OWNERS);
  const [subgraphs = ''] = COMPOSE.split(' > ');
  words = subgraphs.replace('http://localhost:4001', jobgraph).replace('http://localhost:4002', owners).split(' ');
}, 240_000);
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

describe("the README's section on a company graph", () => {
  it('composes the running subgraphs, and serves them through a gateway that joins both', async () => {
    const { stdout, stderr, status } = await compose(...words);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    supergraph = stdout;
    await writeFile(join(folder, COMPOSE.split(' > ')[1] ?? ''), supergraph);
    const gateway = await serve('examples/company-graph/gateway.js', GATEWAY);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${gateway}/graphql`, { method: 'POST', headers, body: BODY });
    const { data, errors } = (await response.json()) as { data: Failed; errors?: unknown };
    expect(errors).toBeUndefined();
    expect(data.clusterJobs.nodes).toHaveLength(3);
    for (const { clusters } of data.clusterJobs.nodes) {
      expect(clusters.map(({ owner }) => owner)).not.toContain(null);
      expect(clusters.length).toBeGreaterThan(0);
    }
  });

  it('composes with an SDL from a file', async () => {
    const sdl = run('dist/main.js', ['schema']);
    await writeFile(join(folder, 'jobgraph.graphql'), await sdl.stdout.toArray());
    const { stdout } = await compose(`${words[0] ?? ''},jobgraph.graphql`, words[1] ?? '');
    expect(stdout).toBe(supergraph);
  });

  it('reports a subgraph that cannot be reached, and an argument that is invalid', async () => {
    expect(await compose('owners=http://127.0.0.1:9/')).toEqual({
      stdout: '',
      stderr: 'The subgraph owners does not return its SDL at http://127.0.0.1:9/.\n',
      status: 1,
    });
    expect((await compose('owners')).stderr).toBe('owners is not NAME=URL or NAME=URL,FILE.\n');
  });

  it('shows the same owners subgraph as the example', async () => {
    const code = await readFile(join(root, 'examples/company-graph/owners.js'), 'utf8');
    const shown = /```graphql\n([^]*?)```/.exec(section)?.[1] ?? '';
    expect(parse(/parse\(`([^]*?)`/.exec(code)?.[1] ?? '', { noLocation: true })).toEqual(
      parse(shown, { noLocation: true }),
    );
  });
});

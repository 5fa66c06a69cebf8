import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

// npm passes variables about this project to the children of its scripts.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_ENV|VITEST)/i.test(name)),
);

export interface Installed {
  readonly folder: string;
  readonly files: readonly string[];
  /** Runs the installed program to its end. */
  jobgraph(...words: string[]): Promise<{ status: number; stdout: string; stderr: string }>;
  /** Runs a module in the folder and resolves with its standard output. */
  module(text: string): Promise<string>;
  /** Starts the installed program. Resolves with the first match in its output. */
  start(
    words: readonly string[],
    pattern: RegExp,
  ): Promise<{ readonly match: string; readonly stop: () => Promise<number | null> }>;
  /** The manifests of all installed packages. */
  manifests(): Promise<readonly Manifest[]>;
  remove(): Promise<void>;
}

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
}

/** Packs the project and installs the package in an empty folder, without dev dependencies and install scripts. */
export async function install(): Promise<Installed> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jobgraph-package-'));
  await run('npm', ['run', '--silent', 'build:types'], { cwd: checkout, env: environment });
  const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const packed = await run('npm', words, { cwd: checkout, env: environment });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '';
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const options = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await run('npm', ['install', ...options, `./${tarball}`], { cwd: folder, env: environment });
  const program = path.join(folder, 'node_modules/.bin/jobgraph');
  return {
    folder,
    files: [...packed.stdout.matchAll(/"path": "([^"]+)"/g)].map(([, file = '']) => file),
    jobgraph: async (...words) => {
      const child = spawn(program, words, { cwd: folder, env: environment });
      const written = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) {
        child[name].setEncoding('utf8').on('data', (text: string) => (written[name] += text));
      }
      await once(child, 'close');
      return { status: child.exitCode ?? -1, ...written };
    },
    module: async (text) => {
      const file = path.join(folder, 'own.js');
      await writeFile(file, text);
      return (await run(process.execPath, [file], { cwd: folder, env: environment })).stdout;
    },
    start: async (words, pattern) => {
      const child = spawn(program, words, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
      let printed = '';
      for await (const text of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
        printed += text;
        if (pattern.test(printed)) break;
      }
      const stop = async () => {
        const ended = once(child, 'close');
        child.kill('SIGTERM');
        await ended;
        return child.exitCode;
      };
      return { match: pattern.exec(printed)?.[1] ?? '', stop };
    },
    manifests: () => readManifests(path.join(folder, 'node_modules')),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function readManifests(modules: string): Promise<readonly Manifest[]> {
  const entries = await readdir(modules, { recursive: true, withFileTypes: true });
  const packages = entries.filter(
    ({ name, parentPath }) => name === 'package.json' && /node_modules\/(@[^/]+\/)?[^/@]+$/.test(parentPath),
  );
  const texts = await Promise.all(packages.map(({ parentPath }) => readFile(`${parentPath}/package.json`, 'utf8')));
  return texts.map((text) => JSON.parse(text) as Manifest);
}

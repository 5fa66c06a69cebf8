import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const file = (name: string) => new URL(name, import.meta.url).href;

/** The built program, and one over a small graph made for the tests. */
export const REAL = '../../dist/main.js';
export const TINY = 'tiny-main.ts';

/** Lets Node run the sources. */
const TYPESCRIPT = [
  '--experimental-transform-types',
  '--disable-warning=ExperimentalWarning',
  '--import',
  file('typescript.mjs'),
];

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Child {
  readonly pid: number;
  /** Output so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the first match in standard output. Rejects if the program ends first. */
  readonly printed: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<Ended>;
}

export interface Options {
  readonly main?: string;
  readonly env?: Record<string, string>;
  readonly imports?: readonly string[];
  /** Content of standard input. */
  readonly stdin?: string;
}

/** Starts the program as a child process, which ends with the test. */
export function start(words: readonly string[], options?: Options): Child {
  return untilTestFinished(launch(words, options));
}

/** Starts any command as a child process and kills it at the end of the test. */
export function startCommand(command: readonly [string, ...string[]]): Child {
  return untilTestFinished(spawnCommand(command, {}));
}

function untilTestFinished(child: Child): Child {
  onTestFinished(async () => {
    // A program that is not killed adds its compiled code to Node's cache.
    child.kill('SIGTERM');
    await Promise.race([child.ended, sleep(1000, undefined, { ref: false })]);
    child.kill('SIGKILL');
    await child.ended;
  });
  return child;
}

/** Runs the program to its end. */
export function run(words: readonly string[], options?: Options): Promise<Ended> {
  return launch(words, options).ended;
}

/** The words that run the program: this Node, its options, the entry file and the arguments. */
export function commandLine(
  words: readonly string[],
  { main = TINY, imports = [] }: Options = {},
): [string, ...string[]] {
  const preloads = imports.flatMap((name) => ['--import', file(name)]);
  const options = main === TINY ? [...TYPESCRIPT, ...preloads] : preloads;
  return [process.execPath, ...options, new URL(file(main)).pathname, ...words];
}

function launch(words: readonly string[], options: Options = {}): Child {
  return spawnCommand(commandLine(words, options), options);
}

function spawnCommand([program, ...args]: readonly [string, ...string[]], { env = {}, stdin = '' }: Options): Child {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(program, args, { env: { PATH, NODE_COMPILE_CACHE, ...env } });
  // A program that ends without reading closes the pipe.
  child.stdin.on('error', () => undefined).end(stdin);
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  }
  const ended = once(child, 'close').then(() => ({ status: child.exitCode, ...written }));
  return {
    pid: child.pid ?? Number.NaN,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    kill: (signal) => child.kill(signal),
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(written.stdout);
          if (match) resolve(match);
        };
        child.stdout.on('data', look);
        look();
        void ended.then(({ stderr }) => {
          reject(new Error(`It ended without printing ${String(pattern)}: ${stderr}`));
        });
      }),
  };
}

/** Writes a configuration file, which is deleted at the end of the test. */
export async function configFile(text: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jobgraph-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const name = path.join(folder, 'jobgraph.config.yaml');
  await writeFile(name, text);
  return name;
}

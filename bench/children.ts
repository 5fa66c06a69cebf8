import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { once } from 'node:events';

/** Servers run on core 0, everything else on core 1. */
export type Core = 0 | 1;

export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
}

const TASKSET = ['/usr/bin/taskset', '/bin/taskset'].find((path) => existsSync(path));
/** Without cores of their own, server and load generator disturb each other: then only ratios mean anything. */
export const isPinned = TASKSET !== undefined && availableParallelism() > 1;

/** Starts a Node program on a core, with a channel for messages. */
export function start(
  core: Core,
  program: string,
  words: readonly string[] = [],
  flags: readonly string[] = [],
): Child {
  const node = [process.execPath, ...flags, program, ...words];
  const [command = '', ...rest] = isPinned && TASKSET ? [TASKSET, '-c', String(core), ...node] : node;
  const child = spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (child.pid === undefined) throw new Error(`${program} does not start.`);
  return { process: child, pid: child.pid };
}

/** The next message of a child. Rejects if the child ends before. */
export async function nextMessage({ process: child }: Child): Promise<unknown> {
  const [message] = await untilEnd(child, (signal) => once(child, 'message', { signal }) as Promise<[unknown]>);
  return message;
}

/** Rejects if the child ends before the wait is over. */
async function untilEnd<T>(child: ChildProcess, wait: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const ended = once(child, 'exit', { signal }).then(([status]) => {
    throw new Error(`A process of the benchmark ended with status ${String(status)}.`);
  });
  try {
    return await Promise.race([wait(signal), ended]);
  } finally {
    ended.catch(() => undefined);
    waiting.abort();
  }
}

/** Sends a message to a child and returns its reply. */
export async function call(child: Child, message: object | string): Promise<unknown> {
  const reply = nextMessage(child);
  child.process.send(message);
  return reply;
}

/** The port in the first line of standard output that has one. */
export async function announcedPort(child: Child): Promise<number> {
  const lines = child.process.stdout;
  if (lines === null) throw new Error('A server without standard output.');
  let output = '';
  const port = new Promise<number>((resolve) => {
    lines.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
  });
  return untilEnd(child.process, () => port);
}

export async function stop({ process: child }: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { factories } from '../../src/app/composition-root.js';
import { run } from '../../src/cli/run.js';
import type { Ended, Options } from './spawning.js';

/**
 * Runs the program to its end in this process, which takes a hundredth of the time of a child process. Its log goes to
 * the standard error of this process.
 */
export async function runInProcess(
  words: readonly string[],
  { env = {}, stdin = '' }: Pick<Options, 'env' | 'stdin'> = {},
): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const collect = (name: keyof typeof written) =>
    new Writable({
      decodeStrings: false,
      write: (text: string, _, done) => {
        written[name] += text;
        done();
      },
    });
  const terminal = Object.assign(new EventEmitter(), {
    argv: ['node', 'jobgraph', ...words],
    env,
    stdin: Readable.from([stdin]),
    stdout: collect('stdout'),
    stderr: collect('stderr'),
    exitCode: -1,
    exit: () => undefined,
  });
  await run(terminal, factories);
  return { status: terminal.exitCode, ...written };
}

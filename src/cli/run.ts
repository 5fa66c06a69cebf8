import type { Environment } from '../config/environment.js';
import { readArguments, type Command } from './arguments.js';
import { CommandError } from './command-error.js';
import { HELP } from './help.js';
import type { Parts } from '../app/parts.js';
import { readVersion } from './version.js';

/** The process, as far as commands use it. */
export type Terminal = Pick<NodeJS.Process, 'argv' | 'stdin' | 'stdout' | 'stderr' | 'once'> & {
  readonly env: Environment;
  exitCode?: number | string | null | undefined;
  exit(code: number): void;
};

const LINGER_MS = 1000;

/** Runs the command that the process was called with, and sets its exit status. */
export async function run(terminal: Terminal, parts: Parts): Promise<void> {
  let status: number;
  try {
    status = await runCommand(readArguments(terminal.argv.slice(2)), terminal, parts);
  } catch (error) {
    // Node would print what else an unexpected error holds, such as the URL that it is about.
    terminal.stderr.write(`${error instanceof CommandError ? error.message : traceOf(error)}\n`);
    status = error instanceof CommandError ? error.status : 1;
  }
  terminal.exitCode = status;
  // Whatever still holds the process (a connection that a peer does not close) does so no longer than this.
  setTimeout(() => {
    terminal.exit(status);
  }, LINGER_MS).unref();
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : 'An unexpected error.';
}

async function runCommand(command: Command, terminal: Terminal, parts: Parts): Promise<number> {
  switch (command.name) {
    case 'help':
      terminal.stdout.write(HELP);
      return 0;
    case 'version':
      terminal.stdout.write(`${await readVersion()}\n`);
      return 0;
    case 'schema':
      terminal.stdout.write(await parts.readSdl());
      return 0;
    case 'check':
      return (await import('./commands/check.js')).check(command, terminal, parts);
    case 'query':
      return (await import('./query/command.js')).query(command, terminal, parts);
    case 'serve':
      return (await import('./commands/serve.js')).serve(command, terminal, parts);
    case 'demo':
      return (await import('./commands/demo.js')).demo(command, terminal, parts);
  }
}

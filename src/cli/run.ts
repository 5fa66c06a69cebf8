import { ConfigurationError } from '../app/configuration-error.js';
import type { Factories } from '../app/factories.js';
import { readArguments, type Command } from './arguments.js';
import { exitWhenOutputCloses } from './closed-output.js';
import { CommandError } from './command-error.js';
import { HELP } from './help.js';
import type { Terminal } from './terminal.js';
import { readVersion } from '../app/version.js';

const EXIT_DELAY_MS = 1000;

/** Runs the command given in `argv` and sets the exit status. */
export async function run(terminal: Terminal, factories: Factories): Promise<void> {
  exitWhenOutputCloses(terminal);
  let status = 1;
  try {
    status = await runCommand(readArguments(terminal.argv.slice(2)), terminal, factories);
  } catch (error) {
    terminal.stderr.write(`${messageOf(error)}\n`);
    if (error instanceof CommandError) status = error.status;
    if (error instanceof ConfigurationError) status = 2;
  }
  terminal.exitCode = status;
  // A connection that its peer keeps open must not keep the process alive for longer than this.
  setTimeout(() => {
    terminal.exit(status);
  }, EXIT_DELAY_MS).unref();
}

/** An unexpected error is shown by its stack alone: Node would print its properties too, which may hold a URL. */
function messageOf(error: unknown): string {
  if (error instanceof CommandError || error instanceof ConfigurationError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : 'An unexpected error.';
}

async function runCommand(command: Command, terminal: Terminal, factories: Factories): Promise<number> {
  switch (command.name) {
    case 'help':
      terminal.stdout.write(HELP);
      return 0;
    case 'version':
      terminal.stdout.write(`${await readVersion()}\n`);
      return 0;
    case 'schema':
      terminal.stdout.write(await factories.readSdl());
      return 0;
    case 'check':
      return (await import('./commands/check.js')).check(command, terminal, factories);
    case 'sync':
      return (await import('./commands/sync.js')).sync(command, terminal, factories);
    case 'forget':
      return (await import('./commands/forget.js')).forget(command, terminal, factories);
    case 'query':
      return (await import('./query/command.js')).query(command, terminal, factories);
    case 'watch':
      return (await import('./changes/watch.js')).watch(command, terminal, factories);
    case 'wait':
      return (await import('./changes/wait.js')).wait(command, terminal, factories);
    case 'serve':
      return (await import('./commands/serve.js')).serve(command, terminal, factories);
    case 'demo':
      return (await import('./commands/demo.js')).demo(command, terminal, factories);
  }
}

import { isUnintentionallyOpen } from '../../app/configuration.js';
import type { Factories } from '../../app/factories.js';
import type { RunningServer } from '../../server/start.js';
import type { Command } from '../arguments.js';
import { CommandError } from '../command-error.js';
import { readConfiguration } from '../configuration.js';
import { listen, stopSignal } from '../listen.js';
import type { Terminal } from '../terminal.js';

/** `jobgraph serve` */
export async function serve(
  command: Extract<Command, { name: 'serve' }>,
  terminal: Terminal,
  factories: Factories,
): Promise<number> {
  const stopped = stopSignal(terminal, ['SIGTERM', 'SIGINT']);
  const config = await readConfiguration(command.config, terminal.env);
  if (isUnintentionallyOpen(config, command.host)) {
    throw new CommandError(
      `--host ${command.host} admits callers from other machines, but the configuration requires no credential. ` +
        'Add `auth`, or write `auth: none` if this is intended.',
    );
  }
  const onReady = ({ url }: RunningServer) => {
    terminal.stdout.write(`Jobgraph serves ${config.accounts.length} account(s) at ${url}graphql\n`);
  };
  await listen(config, command, { terminal, factories, onReady, stopped, fileName: command.config });
  return 0;
}

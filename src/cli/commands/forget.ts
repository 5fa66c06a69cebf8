import type { Factories } from '../../app/factories.js';
import { createLogger } from '../../server/logger.js';
import type { Command } from '../arguments.js';
import { readConfiguration } from '../configuration.js';
import type { Terminal } from '../terminal.js';

/** `jobgraph forget`: deletes what the store has of one account. */
export async function forget(
  command: Extract<Command, { name: 'forget' }>,
  terminal: Terminal,
  factories: Factories,
): Promise<number> {
  const config = await readConfiguration(command.config, terminal.env);
  const context = { logger: createLogger(config.log), environment: terminal.env };
  const rows = await factories.forget(config, context, command.account);
  terminal.stdout.write(`${rows} row(s) of ${command.account} deleted.\n`);
  return 0;
}

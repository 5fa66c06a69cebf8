import { BlockList, isIP } from 'node:net';
import type { Config } from '../../config/config.js';
import type { Command } from '../arguments.js';
import { CommandError } from '../command-error.js';
import { readConfiguration } from '../configuration.js';
import { listen } from '../listen.js';
import type { Parts } from '../../app/parts.js';
import type { Terminal } from '../run.js';

/** `jobgraph serve` */
export async function serve(
  command: Extract<Command, { name: 'serve' }>,
  terminal: Terminal,
  parts: Parts,
): Promise<number> {
  const config = await readConfiguration(command.config, terminal.env);
  refuseOpenDoor(config, command.host);
  await listen(config, command, terminal, parts, ({ url }) => {
    terminal.stdout.write(`Jobgraph serves ${config.accounts.length} account(s) at ${url}graphql\n`);
  });
  return 0;
}

/** Nobody serves callers from elsewhere without a credential by mistake. */
export function refuseOpenDoor({ auth }: Pick<Config, 'auth'>, host: string): void {
  if (auth.kind !== 'none' || auth.explicit || isLoopback(host)) return;
  throw new CommandError(
    `--host ${host} lets callers from elsewhere in, and the configuration asks them for no credential. ` +
      'Give it `auth`, or write `auth: none` if that is meant.',
  );
}

function isLoopback(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true;
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8);
  loopback.addAddress('::1', 'ipv6');
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

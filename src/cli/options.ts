import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CommandError } from './command-error.js';

/** Node's `parseArgs`, with a CommandError of one line for arguments that it does not accept. */
export function parseOptions<const Config extends ParseArgsConfig>(config: Config) {
  try {
    return parseArgs(config);
  } catch (error) {
    // The sentences after the first one suggest a syntax that does not apply here.
    const [message = ''] = (error instanceof Error ? error.message : '').split(/\. |\n/, 1);
    throw new CommandError(`${message.replace(/\.$/, '') || 'Wrong options'}. Try jobgraph --help.`);
  }
}

import { readFile } from 'node:fs/promises';
import { parseConfiguration } from '../app/configuration.js';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import { CommandError } from './command-error.js';

/** Reads a configuration file. Throws a CommandError or a ConfigurationError. */
export async function readConfiguration(fileName: string, environment: Environment): Promise<Config> {
  return parseConfiguration(await readText(fileName), environment, fileName);
}

async function readText(fileName: string): Promise<string> {
  try {
    return await readFile(fileName, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const problem = code === 'ENOENT' ? 'does not exist' : `cannot be read (${String(code)})`;
    throw new CommandError(`Configuration file ${fileName} ${problem}. Name another one with --config FILE.`);
  }
}

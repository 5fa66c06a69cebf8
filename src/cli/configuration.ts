import { readFile } from 'node:fs/promises';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import { loadConfig } from '../config/load.js';
import { formatMistakes } from '../config/mistake.js';
import { CommandError } from './command-error.js';

/** The configuration in a file. Throws a CommandError with every mistake in it. */
export async function readConfiguration(fileName: string, environment: Environment): Promise<Config> {
  const loaded = loadConfig(await readText(fileName), environment);
  if (!loaded.ok) throw new CommandError(formatMistakes(fileName, loaded.mistakes));
  return loaded.config;
}

async function readText(fileName: string): Promise<string> {
  try {
    return await readFile(fileName, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${String(code)})`;
    throw new CommandError(`Configuration ${fileName}: ${reason}. Name another with --config FILE.`);
  }
}

import type { Config } from '../../src/config/config.js';
import type { Environment } from '../../src/config/environment.js';
import { loadConfig } from '../../src/config/load.js';

/** The configuration in a text that has no mistakes. */
export function configOf(text: string, environment: Environment = {}): Config {
  const loaded = loadConfig(text, environment);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes, undefined, 2));
  return loaded.config;
}

/** The mistakes in a text, each as `path: message`. */
export function mistakesOf(text: string, environment: Environment = {}): string[] {
  const loaded = loadConfig(text, environment);
  return loaded.ok ? [] : loaded.mistakes.map(({ path, message }) => `${path}: ${message}`);
}

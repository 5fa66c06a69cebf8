import type { Config } from '../../src/config/config.js';
import type { Environment } from '../../src/config/environment.js';
import { loadConfig } from '../../src/config/load.js';
import { PROVIDERS } from '../../src/providers/index.js';

/** The configuration in a text without problems. */
export function configOf(text: string, environment: Environment = {}): Config {
  const loaded = loadConfig(text, environment, PROVIDERS);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, undefined, 2));
  return loaded.config;
}

/** The problems of a text, each as `path: message`. */
export function problemsOf(text: string, environment: Environment = {}): string[] {
  const loaded = loadConfig(text, environment, PROVIDERS);
  return loaded.ok ? [] : loaded.problems.map(({ path, message }) => `${path}: ${message}`);
}

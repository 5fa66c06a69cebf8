import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import { loadConfig } from '../config/load.js';
import { isLoopback } from '../config/loopback.js';
import { formatMistakes } from '../config/mistake.js';
import { ConfigurationError } from './configuration-error.js';

/** Parses a configuration. Throws a ConfigurationError that lists every problem under `title`. */
export function parseConfiguration(text: string, environment: Environment, title: string): Config {
  const loaded = loadConfig(text, environment);
  if (!loaded.ok) throw new ConfigurationError(formatMistakes(title, loaded.mistakes));
  return loaded.config;
}

/** Whether serving on `host` would admit callers from other machines although the configuration has no `auth`. */
export function isUnintentionallyOpen({ auth }: Pick<Config, 'auth'>, host: string): boolean {
  return auth.kind === 'none' && !auth.explicit && !isLoopback(host);
}

import type { Static } from 'typebox';
import type { EntryOf } from '../config/account-format.js';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import type { Input } from '../config/input.js';
import { loadConfig } from '../config/load.js';
import { isLoopback } from '../config/loopback.js';
import { formatProblems } from '../config/problem.js';
import type { AuthEntry, File } from '../config/schema.js';
import type { PROVIDERS } from '../providers/index.js';
import { ConfigurationError } from './configuration-error.js';

/** An account in a configuration file, of any provider. */
export type ConfigurationAccount = Input<EntryOf<(typeof PROVIDERS)[number]['accounts']>>;

/** A configuration file's content as an object. `${NAME}` in a text is replaced by an environment variable here too. */
export type Configuration = Input<Omit<Static<typeof File>, 'accounts' | 'auth'>> & {
  readonly accounts: readonly ConfigurationAccount[];
  readonly auth?: Input<AuthEntry> | undefined;
};

/** Parses a configuration. Rejects with a ConfigurationError that lists every problem under `title`. */
export async function parseConfiguration(text: string, environment: Environment, title: string): Promise<Config> {
  const { PROVIDERS } = await import('../providers/index.js');
  const loaded = loadConfig(text, environment, PROVIDERS);
  if (!loaded.ok) throw new ConfigurationError(formatProblems(title, loaded.problems));
  return loaded.config;
}

/** Whether serving on `host` would admit callers from other machines although the configuration has no `auth`. */
export function isUnintentionallyOpen({ auth }: Pick<Config, 'auth'>, host: string): boolean {
  return auth.kind === 'none' && !auth.explicit && !isLoopback(host);
}

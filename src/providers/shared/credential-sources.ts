import type { Clock, CredentialSource, Logger, UpstreamObserver } from '../../upstream/index.js';
import type { AccessKey } from './access-key.js';

export interface SourceOptions {
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
  readonly logger: Logger;
  readonly observers?: readonly UpstreamObserver[];
}

/**
 * The sources of credentials of one configuration. Accounts that name the same credential share its source. Names hold no
 * secret: they distinguish credentials within one configuration only.
 */
export class CredentialSources {
  readonly #options: SourceOptions;
  readonly #keys = new Map<string, CredentialSource<AccessKey>>();
  readonly #tokens = new Map<string, CredentialSource<string>>();

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  key(name: string, create: (options: SourceOptions) => CredentialSource<AccessKey>): CredentialSource<AccessKey> {
    return getOrCreate(this.#keys, name, () => create(this.#options));
  }

  token(name: string, create: (options: SourceOptions) => CredentialSource<string>): CredentialSource<string> {
    return getOrCreate(this.#tokens, name, () => create(this.#options));
  }
}

export function getOrCreate<Key, Value>(values: Map<Key, Value>, key: Key, create: () => Value): Value {
  const value = values.get(key) ?? create();
  values.set(key, value);
  return value;
}

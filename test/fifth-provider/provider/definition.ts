import { defineAccounts } from '../../../src/config/account-format.js';
import type { AccountConfig, Secret } from '../../../src/config/config.js';
import { line, mapping, secret, toSecret, word } from '../../../src/config/values.js';
import type { CloudProvider } from '../../../src/domain/provider.js';
import type { ProviderDefinition } from '../../../src/providers/definition.js';
import { createTokenAccount, type Dependencies } from './index.js';

export interface TokenAccountConfig extends AccountConfig {
  readonly tenant: string;
  readonly auth: { readonly keyName: string; readonly apiKey: Secret };
}

/**
 * The definition of the made-up provider. A real definition is a constant, and its value is in the schema; this one gets
 * its value and its service from the test.
 */
export function defineTokenProvider(
  provider: CloudProvider,
  service: Dependencies,
): ProviderDefinition<TokenAccountConfig> {
  return {
    provider,
    accounts: defineAccounts(provider, {
      keys: { tenant: word('a tenant in lower-case letters', /^[a-z]+$/) },
      auth: [mapping({ keyName: line(), apiKey: secret() })],
      toConfig: ({ region, tenant, auth: { keyName, apiKey } }, report) => ({
        endpoint: new URL(`https://${region}.tokens.example`),
        tenant,
        auth: {
          keyName,
          apiKey: toSecret(apiKey, (message) => {
            report(['auth', 'apiKey'], message);
          }),
        },
      }),
    }),
    keyLockout: { keyOf: ({ auth }) => auth.keyName },
    createAccount: ({ name, region }) => createTokenAccount({ name, provider, region }, service),
  };
}

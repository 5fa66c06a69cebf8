import Type, { type Static } from 'typebox';
import { defineAccounts, type ReportProblem } from '../../config/account-format.js';
import type { AccountConfig, Secret } from '../../config/config.js';
import { listOf, mapping, secret, toSecret, url, word } from '../../config/values.js';
import type { KeyLockout } from '../definition.js';
import { keyIdOf } from '../shared/access-key.js';

/** A permanent or temporary access key. Its id is a `Secret` only if it comes from a file. */
export interface ConfiguredKey {
  readonly accessKeyId: string | Secret;
  readonly secretAccessKey: Secret;
  /** The token of a temporary key, which an instance's role has. */
  readonly token?: Secret;
}

export interface QingCloudAccountConfig extends AccountConfig {
  readonly apps?: readonly string[];
  readonly auth: ConfiguredKey;
}

/** All zones share the access keys. */
export const QINGCLOUD_KEYS: KeyLockout<QingCloudAccountConfig> = {
  keyOf: ({ auth }) => keyIdOf(auth),
};

const AUTH = mapping({ accessKeyId: secret(), secretAccessKey: secret(), token: Type.Optional(secret()) });

/** One host for all zones. Temporary keys have a path of their own (yunify/qingcloud-sdk-go, request/request.go). */
const ENDPOINT = 'https://api.qingcloud.com/iaas/';
const TEMPORARY_KEY_ENDPOINT = 'https://api.qingcloud.com/iam/';

export const QINGCLOUD_ACCOUNTS = defineAccounts('QINGCLOUD', {
  keys: {
    endpoint: Type.Optional(url('https://host/path', () => true)),
    apps: Type.Optional(
      Type.Array(word('an app id such as app-tg3lbp0a', /^[A-Za-z0-9-]{1,64}$/), {
        ...listOf('different app ids'),
        uniqueItems: true,
      }),
    ),
  },
  auth: [AUTH],
  toConfig: ({ endpoint, apps, auth }, report): Pick<QingCloudAccountConfig, 'endpoint' | 'apps' | 'auth'> => ({
    endpoint: new URL(endpoint ?? (auth.token === undefined ? ENDPOINT : TEMPORARY_KEY_ENDPOINT)),
    auth: toKey(auth, report),
    ...(apps && { apps }),
  }),
});

function toKey({ accessKeyId, secretAccessKey, token }: Static<typeof AUTH>, report: ReportProblem): ConfiguredKey {
  const at = (key: string) => (message: string) => {
    report(['auth', key], message);
  };
  return {
    accessKeyId: typeof accessKeyId === 'string' ? accessKeyId : toSecret(accessKeyId, at('accessKeyId')),
    secretAccessKey: toSecret(secretAccessKey, at('secretAccessKey')),
    ...(token !== undefined && { token: toSecret(token, at('token')) }),
  };
}

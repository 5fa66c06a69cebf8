import Type, { type Static } from 'typebox';
import { defineAccounts } from '../../config/account-format.js';
import type { AccountConfig, Secret } from '../../config/config.js';
import { createSecret } from '../../config/secret.js';
import { listOf, mapping, secret, url, word } from '../../config/values.js';
import type { KeyLockout } from '../definition.js';

/** A permanent or temporary access key. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** Of the temporary key of an instance's role. */
  readonly token?: Secret;
}

export interface QingCloudAccountConfig extends AccountConfig {
  readonly apps?: readonly string[];
  readonly auth: AccessKey;
}

/** All zones share the access keys. */
export const QINGCLOUD_KEYS: KeyLockout<QingCloudAccountConfig> = { keyOf: ({ auth }) => auth.accessKeyId };

const AUTH = mapping({ accessKeyId: secret(), secretAccessKey: secret(), token: Type.Optional(secret()) });

/** One host for all zones. Temporary keys have a path of their own (yunify/qingcloud-sdk-go, request/request.go). */
const ENDPOINT = 'https://api.qingcloud.com/iaas/';
const TEMPORARY_KEY_ENDPOINT = 'https://api.qingcloud.com/iam/';

export const QINGCLOUD_ACCOUNTS = defineAccounts('QINGCLOUD', {
  keys: {
    endpoint: Type.Optional(url('https://host/path', () => true)),
    apps: Type.Optional(
      Type.Array(word('an app id such as app-tg3lbp0a', /^[A-Za-z0-9-]{1,64}$/), {
        ...listOf('app ids'),
        uniqueItems: true,
      }),
    ),
  },
  auth: [AUTH],
  toConfig: ({ endpoint, apps, auth }): Pick<QingCloudAccountConfig, 'endpoint' | 'apps' | 'auth'> => ({
    endpoint: new URL(endpoint ?? (auth.token === undefined ? ENDPOINT : TEMPORARY_KEY_ENDPOINT)),
    auth: toKey(auth),
    ...(apps && { apps }),
  }),
});

function toKey({ accessKeyId, secretAccessKey, token }: Static<typeof AUTH>): AccessKey {
  return {
    accessKeyId,
    secretAccessKey: createSecret(secretAccessKey),
    ...(token !== undefined && { token: createSecret(token) }),
  };
}

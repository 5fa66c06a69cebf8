import Type, { type Static } from 'typebox';
import { defineAccounts, type ReportProblem } from '../../config/account-format.js';
import type { AccountConfig, Secret } from '../../config/config.js';
import { createSecret } from '../../config/secret.js';
import { headerText, line, mapping, secret, url, word } from '../../config/values.js';
import type { CloudProvider } from '../../domain/provider.js';
import type { KeyLockout } from '../definition.js';
import { endpointOf, isOwnHost } from './hosts.js';

/** A permanent or temporary access key. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** Of a temporary key. */
  readonly securityToken?: Secret;
}

/** An IAM user, whose password is exchanged for tokens. */
export interface IamUser {
  readonly iam: {
    readonly endpoint: URL;
    readonly domain: string;
    readonly user: string;
    readonly password: Secret;
  };
}

export interface HuaweiAccountConfig extends AccountConfig {
  readonly projectId: string;
  readonly auth: AccessKey | IamUser;
}

/** More than five bad signatures in a row lock an access key for five minutes; all services count together. */
export const HUAWEI_KEYS: KeyLockout<HuaweiAccountConfig> = {
  keyOf: ({ auth }) => ('iam' in auth ? undefined : auth.accessKeyId),
};

/** Other clients of these clouds take IAM's address with the API's version. */
const IAM_PATH = /^\/(v3(\/auth\/tokens)?\/?)?$/;

const KEYS = {
  projectId: word('an id of letters, digits, hyphens and underscores', /^[A-Za-z0-9_-]{1,64}$/),
  // The whole path of a request is signed, so the endpoint has none.
  endpoint: Type.Optional(url('https://host without a path', (path) => path === '/')),
  cloud: Type.Optional(word('a domain such as otc.t-systems.com', /^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,8}$/)),
};

const KEY_AUTH = mapping({
  accessKeyId: headerText(),
  secretAccessKey: secret(),
  securityToken: Type.Optional(headerText()),
});

const IAM_AUTH = mapping({
  iam: mapping({
    endpoint: Type.Optional(url('https://host or https://host/v3', (path) => IAM_PATH.test(path))),
    domain: line(),
    user: line(),
    password: secret(),
  }),
});

type IamEntry = Static<typeof IAM_AUTH>['iam'];

/** The accounts of a service. `service` is the first part of its hosts. */
export function huaweiAccounts<const Word extends CloudProvider>(provider: Word, service: string) {
  return defineAccounts(provider, {
    keys: KEYS,
    auth: [KEY_AUTH, IAM_AUTH],
    toConfig: ({ region, projectId, endpoint, cloud, auth }, report): HuaweiKeys => ({
      projectId,
      endpoint: endpoint === undefined ? endpointOf(service, region, cloud) : new URL(endpoint),
      auth:
        'iam' in auth ? toIamUser(auth.iam, toIamEndpoint(auth.iam, { region, endpoint, cloud }, report)) : toKey(auth),
    }),
  });
}

type HuaweiKeys = Pick<HuaweiAccountConfig, 'projectId' | 'endpoint' | 'auth'>;

function toKey({ accessKeyId, secretAccessKey, securityToken }: Static<typeof KEY_AUTH>): AccessKey {
  return {
    accessKeyId,
    secretAccessKey: createSecret(secretAccessKey),
    ...(securityToken !== undefined && { securityToken: createSecret(securityToken) }),
  };
}

function toIamUser({ domain, user, password }: IamEntry, endpoint: URL): IamUser {
  return { iam: { endpoint, domain, user, password: createSecret(password) } };
}

interface Location {
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly cloud: string | undefined;
}

/**
 * Where the password is sent: a host that the configuration names, or one of the cloud that it names. Several regions of
 * other clouds exist under Huawei's own domain too, so an unknown endpoint implies no IAM.
 */
function toIamEndpoint(iam: IamEntry, { region, endpoint, cloud }: Location, report: ReportProblem): URL {
  if (iam.endpoint !== undefined) return new URL('/', iam.endpoint);
  if (cloud === undefined && endpoint !== undefined && !isOwnHost(new URL(endpoint).hostname, region)) {
    report(['auth', 'iam', 'endpoint'], IAM_UNKNOWN);
  }
  return endpointOf('iam', region, cloud);
}

const IAM_UNKNOWN =
  "is missing; endpoint is not Huawei Cloud's own host in this region, so name the IAM that may receive the password, " +
  'or the cloud';

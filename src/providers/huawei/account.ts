import Type, { type Static } from 'typebox';
import { defineAccounts, type ReportProblem } from '../../config/account-format.js';
import type { AccountConfig, Secret } from '../../config/config.js';
import { HEADER, line, linkLocalUrl, mapping, secret, toSecret, url, word } from '../../config/values.js';
import type { CloudProvider } from '../../domain/provider.js';
import type { Path } from '../../config/problem.js';
import type { KeyLockout } from '../definition.js';
import { keyIdOf, type ConfiguredKey } from '../shared/access-key.js';
import { endpointOf, isOwnHost } from './hosts.js';

/** An IAM user, whose password is exchanged for tokens. */
export interface IamUser {
  readonly iam: {
    readonly endpoint: URL;
    readonly domain: string;
    readonly user: string;
    readonly password: Secret;
  };
}

/** The temporary key of the agency of the machine that Jobgraph runs on. */
export interface MachineAgency {
  readonly metadata: { readonly endpoint: URL };
}

/** An agency whose temporary key another key may request from IAM. */
export interface AssumedAgency {
  readonly agency: {
    /** IAM. */
    readonly endpoint: URL;
    readonly name: string;
    /** The name of the domain (account) that owns the agency. */
    readonly domain: string;
    readonly from: ConfiguredKey;
  };
}

export interface HuaweiAccountConfig extends AccountConfig {
  readonly projectId: string;
  readonly auth: ConfiguredKey | IamUser | MachineAgency | AssumedAgency;
}

/** More than five bad signatures in a row lock an access key for five minutes; all services count together. */
export const HUAWEI_KEYS: KeyLockout<HuaweiAccountConfig> = {
  keyOf: ({ auth }) => ('accessKeyId' in auth ? keyIdOf(auth) : undefined),
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
  accessKeyId: secret(HEADER),
  secretAccessKey: secret(),
  securityToken: Type.Optional(secret(HEADER)),
});

const IAM_ENDPOINT = Type.Optional(url('https://host or https://host/v3', (path) => IAM_PATH.test(path)));

const IAM_AUTH = mapping({
  iam: mapping({ endpoint: IAM_ENDPOINT, domain: line(), user: line(), password: secret() }),
});

const METADATA_AUTH = mapping({
  metadata: mapping({ endpoint: Type.Optional(linkLocalUrl('http://169.254.169.254')) }),
});

const AGENCY_AUTH = mapping({
  agency: mapping({ endpoint: IAM_ENDPOINT, name: line(), domain: line(), from: KEY_AUTH }),
});

/** "http://169.254.169.254/openstack/latest/securitykey": the metadata service of every ECS. */
const METADATA_ENDPOINT = 'http://169.254.169.254';

type KeyEntry = Static<typeof KEY_AUTH>;
type AuthEntry = KeyEntry | Static<typeof IAM_AUTH | typeof METADATA_AUTH | typeof AGENCY_AUTH>;

/** The accounts of a service. `service` is the first part of its hosts. */
export function huaweiAccounts<const Word extends CloudProvider>(provider: Word, service: string) {
  return defineAccounts(provider, {
    keys: KEYS,
    auth: [KEY_AUTH, IAM_AUTH, METADATA_AUTH, AGENCY_AUTH],
    toConfig: ({ region, projectId, endpoint, cloud, auth }, report): HuaweiKeys => ({
      projectId,
      endpoint: endpoint === undefined ? endpointOf(service, region, cloud) : new URL(endpoint),
      auth: toAuth(auth, { region, endpoint, cloud }, report),
    }),
  });
}

type HuaweiKeys = Pick<HuaweiAccountConfig, 'projectId' | 'endpoint' | 'auth'>;

function toAuth(auth: AuthEntry, location: Location, report: ReportProblem): HuaweiAccountConfig['auth'] {
  if ('metadata' in auth) return { metadata: { endpoint: new URL(auth.metadata.endpoint ?? METADATA_ENDPOINT) } };
  if ('iam' in auth) {
    const { domain, user, password } = auth.iam;
    const endpoint = toIamEndpoint(auth.iam.endpoint, 'iam', location, report);
    const secret = toSecret(password, reportAt(report, 'auth', 'iam', 'password'));
    return { iam: { endpoint, domain, user, password: secret } };
  }
  if ('agency' in auth) {
    const { name, domain, from } = auth.agency;
    const endpoint = toIamEndpoint(auth.agency.endpoint, 'agency', location, report);
    return { agency: { endpoint, name, domain, from: toKey(from, report, 'auth', 'agency', 'from') } };
  }
  return toKey(auth, report, 'auth');
}

function toKey(entry: KeyEntry, report: ReportProblem, ...path: Path): ConfiguredKey {
  const { accessKeyId, secretAccessKey, securityToken } = entry;
  const at = (key: string) => reportAt(report, ...path, key);
  return {
    accessKeyId: typeof accessKeyId === 'string' ? accessKeyId : toSecret(accessKeyId, at('accessKeyId'), HEADER),
    secretAccessKey: toSecret(secretAccessKey, at('secretAccessKey')),
    ...(securityToken !== undefined && { securityToken: toSecret(securityToken, at('securityToken'), HEADER) }),
  };
}

function reportAt(report: ReportProblem, ...path: Path): (message: string) => void {
  return (message) => {
    report(path, message);
  };
}

interface Location {
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly cloud: string | undefined;
}

/**
 * The IAM that may receive the credentials: a host that the configuration names, or one of the cloud that it names.
 * Several regions of other clouds exist under Huawei's own domain too, so an unknown endpoint implies no IAM.
 */
function toIamEndpoint(
  iam: string | undefined,
  form: 'iam' | 'agency',
  { region, endpoint, cloud }: Location,
  report: ReportProblem,
): URL {
  if (iam !== undefined) return new URL('/', iam);
  if (cloud === undefined && endpoint !== undefined && !isOwnHost(new URL(endpoint).hostname, region)) {
    report(['auth', form, 'endpoint'], form === 'iam' ? IAM_UNKNOWN : AGENCY_IAM_UNKNOWN);
  }
  return endpointOf('iam', region, cloud);
}

const IAM_UNKNOWN =
  "is missing; endpoint is not Huawei Cloud's own host in this region, so name the IAM that may receive the password, " +
  'or the cloud';

const AGENCY_IAM_UNKNOWN =
  "is missing; endpoint is not Huawei Cloud's own host in this region, so name the IAM of the agency, or the cloud";

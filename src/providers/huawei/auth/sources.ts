import { RenewedCredential, type CredentialSource } from '../../../upstream/index.js';
import type { ProviderDependencies } from '../../definition.js';
import { keyIdOf, type AccessKey } from '../../shared/access-key.js';
import { keySourceOf } from '../../shared/key-source.js';
import type { AssumedAgency, HuaweiAccountConfig, IamUser, MachineAgency } from '../account.js';
import { assumeAgency } from './agency.js';
import { requestToken } from './iam.js';
import { readMachineKey } from './metadata.js';

type Dependencies = Pick<ProviderDependencies, 'request' | 'passwordGuard' | 'sources'>;

/** The forms of `auth` that give an access key. */
export type KeyAuth = Exclude<HuaweiAccountConfig['auth'], IamUser>;

/** The source of an account's access key. */
export function keySource(auth: KeyAuth, dependencies: Dependencies): CredentialSource<AccessKey> {
  if ('metadata' in auth) return machineKeySource(auth, dependencies);
  return 'agency' in auth ? agencyKeySource(auth, dependencies) : keySourceOf(auth, dependencies.sources);
}

function machineKeySource(
  { metadata: { endpoint } }: MachineAgency,
  { request, sources }: Dependencies,
): CredentialSource<AccessKey> {
  const issue = readMachineKey.bind(undefined, { endpoint, request });
  return sources.key(
    JSON.stringify(['metadata', endpoint.href]),
    (options) => new RenewedCredential({ ...options, peer: 'the metadata service', issue }),
  );
}

function agencyKeySource(
  { agency }: AssumedAgency,
  { request, passwordGuard, sources }: Dependencies,
): CredentialSource<AccessKey> {
  const { endpoint, name, domain, from } = agency;
  const { secretAccessKey } = from;
  const guard = passwordGuard(JSON.stringify([endpoint.href, keyIdOf(from)]));
  return sources.key(
    JSON.stringify(['agency', endpoint.href, domain, name, keyIdOf(from)]),
    (options) =>
      new RenewedCredential({
        ...options,
        peer: 'IAM',
        throwIfSilent: (account) => {
          guard.throwIfSilent(account, secretAccessKey);
        },
        issue: (account, scope) =>
          guard.logIn(account, secretAccessKey, () => assumeAgency({ agency, request }, account, scope)),
      }),
  );
}

/** The source of an IAM user's tokens for a project. */
export function tokenSource(
  { iam: user }: IamUser,
  projectId: string,
  { request, passwordGuard, sources }: Dependencies,
): CredentialSource<string> {
  const owner = [user.endpoint.href, user.domain, user.user];
  const { password } = user;
  // Without the password: IAM counts wrong ones against the user.
  const guard = passwordGuard(JSON.stringify(owner));
  return sources.token(
    JSON.stringify([...owner, projectId]),
    (options) =>
      new RenewedCredential({
        ...options,
        peer: 'IAM',
        throwIfSilent: (account) => {
          guard.throwIfSilent(account, password);
        },
        issue: (account, scope) =>
          guard.logIn(account, password, () => requestToken({ account, projectId, user, request }, scope)),
      }),
  );
}

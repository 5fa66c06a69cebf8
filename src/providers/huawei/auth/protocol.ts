import type { SignableRequest, SignedRequest, UpstreamProtocol } from '../../../upstream/index.js';
import type { Account } from '../../../domain/provider.js';
import type { ProviderDependencies } from '../../definition.js';
import { describeCredential, type CredentialDescription } from '../../shared/credential-description.js';
import { signWith } from '../../shared/sign-with.js';
import type { HuaweiAccountConfig, IamUser } from '../account.js';
import { createClassifier } from '../errors.js';
import { parametersOf, toCanonicalQuery, toTarget } from './canonical.js';
import { createSigner } from './signer.js';
import { keySource, tokenSource, type KeyAuth } from './sources.js';

export interface ProtocolOptions extends Pick<ProviderDependencies, 'request' | 'passwordGuard' | 'sources'> {
  readonly account: Account;
  readonly config: HuaweiAccountConfig;
}

/** The authentication of one account. */
export interface HuaweiProtocol extends UpstreamProtocol {
  /** The source, the identity and the expiry of the credential. */
  describe(): CredentialDescription;
}

/** How a Huawei account authenticates, by signature or by token, and how its responses are classified. */
export function createProtocol(options: ProtocolOptions): HuaweiProtocol {
  const { auth } = options.config;
  return 'iam' in auth ? createTokenProtocol(auth, options) : createKeyProtocol(auth, options);
}

function createKeyProtocol(auth: KeyAuth, { account, config, ...sides }: ProtocolOptions): HuaweiProtocol {
  const { projectId, endpoint } = config;
  const source = keySource(auth, sides);
  return {
    ...signWith(source, account, (accessKey) => createSigner({ accessKey, projectId, host: endpoint.host })),
    classify: createClassifier('access key'),
    describe: () => {
      if ('metadata' in auth) return describeCredential(source, 'metadata service');
      if (!('agency' in auth)) return describeCredential(source, auth);
      return describeCredential(source, `IAM, agency ${auth.agency.name} of ${auth.agency.domain}`);
    },
  };
}

function createTokenProtocol(
  user: IamUser,
  { config: { projectId }, account, ...sides }: ProtocolOptions,
): HuaweiProtocol {
  const source = tokenSource(user, projectId, sides);
  return {
    ...signWith(source, account, (token) => (request) => carry(request, projectId, token)),
    classify: createClassifier('token'),
    describe: () => describeCredential(source, `IAM, user ${user.iam.user} of ${user.iam.domain}`),
  };
}

function carry({ path, query: parameters }: SignableRequest, projectId: string, token: string): SignedRequest {
  const query = toCanonicalQuery(parametersOf(parameters));
  const headers = { 'content-type': 'application/json', 'x-project-id': projectId, 'x-auth-token': token };
  return { target: toTarget(path, query), headers };
}

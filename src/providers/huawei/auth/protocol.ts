import type { Account } from '../../../domain/provider.js';
import type { SignableRequest, SignedRequest, UpstreamProtocol } from '../../../upstream/index.js';
import { parametersOf, toCanonicalQuery, toTarget } from './canonical.js';
import type { ProviderDependencies } from '../../definition.js';
import type { HuaweiAccountConfig } from '../account.js';
import { createClassifier } from '../errors.js';
import { buyToken } from './iam.js';
import { createSigner } from './signer.js';
import { Tokens } from './tokens.js';

export interface ProtocolOptions extends Pick<ProviderDependencies, 'request' | 'passwordGuard' | 'now'> {
  readonly account: Account;
  readonly config: HuaweiAccountConfig;
}

/** How a Huawei account authenticates, by signature or by token, and how its responses are classified. */
export function createProtocol(options: ProtocolOptions): UpstreamProtocol {
  const { auth, projectId, endpoint } = options.config;
  if ('iam' in auth) return createTokenProtocol({ ...options, user: auth.iam, projectId });
  return {
    sign: createSigner({ accessKey: auth, projectId, host: endpoint.host }),
    classify: createClassifier('access key'),
  };
}

type TokenOptions = ProtocolOptions & Omit<Parameters<typeof buyToken>[0], keyof ProtocolOptions>;

function createTokenProtocol({
  account,
  projectId,
  user,
  request,
  passwordGuard,
  now,
}: TokenOptions): UpstreamProtocol {
  const purchase = { account, projectId, user, request };
  // Without the password: IAM counts wrong ones against the user.
  const guard = passwordGuard(JSON.stringify([user.endpoint.href, user.domain, user.user]));
  const tokens = new Tokens({ account, now, guard, buy: (operation) => buyToken(purchase, operation) });
  return {
    sign: (question, _now, operation) => {
      const token = tokens.current;
      if (token !== undefined) return carry(question, projectId, token);
      return tokens.get(operation).then((bought) => carry(question, projectId, bought));
    },
    classify: createClassifier('token'),
    forgetToken: () => {
      tokens.forget();
    },
  };
}

function carry({ path, query: parameters }: SignableRequest, projectId: string, token: string): SignedRequest {
  const query = toCanonicalQuery(parametersOf(parameters));
  const headers = { 'content-type': 'application/json', 'x-project-id': projectId, 'x-auth-token': token };
  return { target: toTarget(path, query), headers };
}

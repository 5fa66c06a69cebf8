import type { HuaweiAccountConfig, IamUser } from '../../../config/config.js';
import type { Account } from '../../../domain/provider.js';
import type { SignableRequest, SignedRequest, UpstreamProtocol } from '../../../upstream/index.js';
import { parametersOf, toCanonicalQuery, toTarget } from './canonical.js';
import { createClassifier } from '../errors.js';
import { buyToken } from './iam.js';
import type { PasswordGuard } from './password-guard.js';
import type { RequestOnce } from './request-once.js';
import { createSigner } from './signer.js';
import { Tokens } from './tokens.js';

export interface ProtocolOptions {
  readonly account: Account;
  readonly config: HuaweiAccountConfig;
  /** For buying tokens; an account with an access key does not use it. */
  readonly request: RequestOnce;
  /** Of a user's password: the same for all accounts of that user. */
  readonly guardOf: (user: IamUser['iam']) => PasswordGuard;
  /** Milliseconds since 1970: what decides whether a token still lasts. */
  readonly now: () => number;
}

/** How a Huawei account is allowed in, by signature or by token, and how its replies are understood. */
export function createProtocol(options: ProtocolOptions): UpstreamProtocol {
  const { auth, projectId, endpoint } = options.config;
  if ('iam' in auth) return createTokenProtocol({ ...options, user: auth.iam, projectId });
  return {
    sign: createSigner({ accessKey: auth, projectId, host: endpoint.host }),
    classify: createClassifier('access key'),
  };
}

type TokenOptions = ProtocolOptions & Omit<Parameters<typeof buyToken>[0], keyof ProtocolOptions>;

function createTokenProtocol({ account, projectId, user, request, guardOf, now }: TokenOptions): UpstreamProtocol {
  const purchase = { account, projectId, user, request };
  const tokens = new Tokens({ account, now, guard: guardOf(user), buy: (operation) => buyToken(purchase, operation) });
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

import type { UpstreamError } from '../../../domain/errors.js';
import type { CallScope } from '../../../domain/operation.js';
import type { Account } from '../../../domain/provider.js';
import {
  createUpstreamError,
  retryAfterMsOf,
  type FailureKind,
  type IssuedCredential,
  type ResponseClass,
  type UpstreamReply,
} from '../../../upstream/index.js';
import { createClassifier } from '../errors.js';
import { fieldOf } from '../../shared/values.js';
import type { RequestOnce } from '../../shared/request-once.js';
import type { IamUser } from '../account.js';
import { invalidIssue, readLifetimeMs, toTime, type Issue } from './issued-credential.js';

export interface TokenOptions {
  readonly account: Account;
  readonly projectId: string;
  readonly user: IamUser['iam'];
  readonly request: RequestOnce;
}

/** Requests a token for one project with a user's password. Rejects with an UpstreamError. */
export async function requestToken(options: TokenOptions, operation: CallScope): Promise<IssuedCredential<string>> {
  const { account, user, request } = options;
  const reply = await request({
    name: 'iam.createToken',
    peer: 'IAM',
    account,
    endpoint: user.endpoint,
    method: 'POST',
    // The catalogue of services is as large as the token, and is not needed.
    target: `${user.endpoint.pathname.replace(/\/+$/, '')}/v3/auth/tokens?nocatalog=true`,
    headers: { 'content-type': 'application/json;charset=utf8', accept: 'application/json' },
    body: toRequestBody(options),
    operation,
  });
  return readToken(account, reply);
}

function toRequestBody({ projectId, user: { domain, user, password } }: TokenOptions): string {
  const identity = {
    methods: ['password'],
    password: { user: { name: user, password: password.reveal(), domain: { name: domain } } },
  };
  return JSON.stringify({ auth: { identity, scope: { project: { id: projectId } } } });
}

const classify = createClassifier('password');

/** "The token is in the X-Subject-Token header of the response"; its times are in the body. */
function readToken(account: Account, reply: UpstreamReply): IssuedCredential<string> {
  const responseClass = classify(reply);
  if (responseClass.kind !== 'ok') throw toIamError(account, responseClass, retryAfterMsOf(reply));
  // undici keeps the white space behind a value.
  const header = reply.headers['x-subject-token'];
  const value = typeof header === 'string' ? header.trim() : '';
  const issue: Issue = { account, peer: 'IAM', credential: 'token' };
  // It becomes a header of our own requests, so it must be one word of ASCII.
  if (!/^[\x21-\x7e]+$/.test(value)) throw invalidIssue(issue, 'has no token in it');
  const token = fieldOf(responseClass.body, 'token');
  return {
    value,
    lifetimeMs: readLifetimeMs(fieldOf(token, 'expires_at'), toTime(fieldOf(token, 'issued_at')), issue),
  };
}

type Failure = Exclude<ResponseClass, { kind: 'ok' }>;

/** Responses that mean something else to the request for a token than to a call. */
const TOKEN_FAILURES: Partial<Record<Failure['kind'], FailureKind>> = {
  auth: 'login',
  'token-expired': 'login',
  forbidden: 'login-forbidden',
  rejected: 'token-request',
  'not-found': 'token-request',
};

function toIamError(account: Account, { kind, requestId }: Failure, retryAfterMs: number | undefined): UpstreamError {
  return createUpstreamError(TOKEN_FAILURES[kind] ?? kind, account, { peer: 'IAM', requestId, retryAfterMs });
}

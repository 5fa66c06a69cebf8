import type { IamUser } from '../../../config/config.js';
import { UpstreamError, type UpstreamCode } from '../../../domain/errors.js';
import type { Operation } from '../../../domain/operation.js';
import type { Account } from '../../../domain/provider.js';
import type { UpstreamReply, ResponseClass } from '../../../upstream/index.js';
import { parseTime } from '../../shared/times.js';
import { createClassifier } from '../errors.js';
import { fieldOf } from '../../shared/lenient.js';
import type { RequestOnce } from './request-once.js';

export interface Token {
  readonly value: string;
  /** From its issue to its expiry, both by IAM's clock: ours may differ. */
  readonly lifetimeMs: number;
}

export interface PurchaseOptions {
  readonly account: Account;
  readonly projectId: string;
  readonly user: IamUser['iam'];
  readonly request: RequestOnce;
}

/** Buys a token that is good for one project with a user's password. Rejects with an UpstreamError. */
export async function buyToken(options: PurchaseOptions, operation: Operation): Promise<Token> {
  const { account, user, request } = options;
  const reply = await request({
    account,
    endpoint: user.endpoint,
    method: 'POST',
    // The catalogue of services is as large as the token; nobody reads it.
    target: `${user.endpoint.pathname.replace(/\/+$/, '')}/v3/auth/tokens?nocatalog=true`,
    headers: { 'content-type': 'application/json;charset=utf8', accept: 'application/json' },
    body: toRequestBody(options),
    operation,
  });
  return readToken(account, reply);
}

function toRequestBody({ projectId, user: { domain, user, password } }: PurchaseOptions): string {
  const identity = {
    methods: ['password'],
    password: { user: { name: user, password: password.reveal(), domain: { name: domain } } },
  };
  return JSON.stringify({ auth: { identity, scope: { project: { id: projectId } } } });
}

const classify = createClassifier('password');

/** "The token is in the X-Subject-Token header of the response"; its times are in the body. */
function readToken(account: Account, reply: UpstreamReply): Token {
  const responseClass = classify(reply);
  if (responseClass.kind !== 'ok') throw toIamError(account, responseClass);
  const value = reply.headers['x-subject-token'];
  // It becomes a header of our own requests, so it must be one word of ASCII.
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) throw invalid(account, 'has no token in it');
  const token = fieldOf(responseClass.body, 'token');
  const lifetimeMs = toTime(fieldOf(token, 'expires_at')) - toTime(fieldOf(token, 'issued_at'));
  if (Number.isNaN(lifetimeMs)) throw invalid(account, 'does not say how long the token lasts');
  return { value, lifetimeMs };
}

function toTime(value: unknown): number {
  return (typeof value === 'string' ? parseTime(value, 'UTC') : undefined) ?? Number.NaN;
}

function invalid(account: Account, fault: string): UpstreamError {
  return new UpstreamError('UPSTREAM_INVALID', account, `IAM's answer ${fault}.`);
}

type FailureKind = Exclude<ResponseClass['kind'], 'ok'>;

const MEANINGS: Record<FailureKind, readonly [UpstreamCode, message: string]> = {
  auth: ['UPSTREAM_AUTH', "IAM refuses the account's user or password."],
  'token-expired': ['UPSTREAM_AUTH', "IAM refuses the account's user or password."],
  'clock-skew': ['UPSTREAM_AUTH', "IAM's clock and ours are too far apart."],
  forbidden: ['UPSTREAM_FORBIDDEN', "IAM gives the account's user no token for its project."],
  throttled: ['UPSTREAM_THROTTLED', 'IAM asks for fewer requests.'],
  unavailable: ['UPSTREAM_UNAVAILABLE', 'IAM is out of order for the moment.'],
  refused: ['UPSTREAM_INVALID', 'IAM refuses the request for a token.'],
  'not-found': ['UPSTREAM_INVALID', 'IAM does not know what a token was asked for.'],
  invalid: ['UPSTREAM_INVALID', "IAM's answer could not be understood."],
};

function toIamError(account: Account, responseClass: Exclude<ResponseClass, { kind: 'ok' }>): UpstreamError {
  const [code, message] = MEANINGS[responseClass.kind];
  return new UpstreamError(code, account, message, { upstreamRequestId: responseClass.requestId });
}

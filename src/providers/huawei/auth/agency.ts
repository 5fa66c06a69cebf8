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
import { readKey, type AccessKey } from '../../shared/access-key.js';
import type { RequestOnce } from '../../shared/request-once.js';
import type { AssumedAgency } from '../account.js';
import { createClassifier } from '../errors.js';
import { readIssuedKey } from './issued-key.js';
import { createSigner } from './signer.js';

const PATH = '/v3.0/OS-CREDENTIAL/securitytokens';
/** "can be valid for 15 minutes to 24 hours"; a shorter life means less time in which a stolen key works. */
const LIFETIME_SECONDS = 3600;

export interface AgencyOptions {
  readonly agency: AssumedAgency['agency'];
  readonly request: RequestOnce;
}

/**
 * Requests the temporary key of an agency, signed with the key that may assume it (IAM API Reference, "Obtaining Temporary
 * Access Keys and Security Tokens of an Agency"). Rejects with an UpstreamError.
 */
export async function assumeAgency(
  { agency, request }: AgencyOptions,
  account: Account,
  operation: CallScope,
): Promise<IssuedCredential<AccessKey>> {
  const { endpoint, name, domain, from } = agency;
  const role = { agency_name: name, domain_name: domain, duration_seconds: LIFETIME_SECONDS };
  const body = JSON.stringify({ auth: { identity: { methods: ['assume_role'], assume_role: role } } });
  const sign = createSigner({ accessKey: readKey(from), host: endpoint.host });
  const send = (now: number): Promise<UpstreamReply> => {
    const { target, headers } = sign({ method: 'POST', path: PATH, query: {}, body }, new Date(now));
    const signed = { target, headers: { ...headers, accept: 'application/json' }, body };
    return request({ ...signed, name: 'iam.assumeAgency', peer: 'IAM', account, endpoint, method: 'POST', operation });
  };
  const now = Date.now();
  const first = await send(now);
  const reply = isClockOff(first, now) ? await send(first.serverTime) : first;
  const response = classify(reply);
  if (response.kind !== 'ok') throw toAgencyError(account, response, reply);
  return readIssuedKey(response.body, reply.serverTime ?? Date.now(), account, 'IAM');
}

const classify = createClassifier('password');

/** Whether a rejection may be due to this machine's clock: IAM allows a difference of 15 minutes. */
function isClockOff(reply: UpstreamReply, now: number): reply is UpstreamReply & { readonly serverTime: number } {
  if (reply.status < 400 || reply.serverTime === undefined) return false;
  return Math.abs(reply.serverTime - now) > NOTICEABLE_MS;
}

const NOTICEABLE_MS = 60_000;

type Failure = Exclude<ResponseClass, { kind: 'ok' }>;

/** Responses that mean something else to this request than to a call. */
const FAILURES: Partial<Record<Failure['kind'], FailureKind>> = {
  auth: 'assume-key',
  'token-expired': 'assume-key',
  forbidden: 'assume-forbidden',
  rejected: 'assume-request',
  'not-found': 'assume-forbidden',
};

/** 404: there is no such agency. */
function toAgencyError(account: Account, { kind, requestId }: Failure, reply: UpstreamReply) {
  const failure = reply.status === 404 ? 'assume-forbidden' : (FAILURES[kind] ?? kind);
  return createUpstreamError(failure, account, { peer: 'IAM', requestId, retryAfterMs: retryAfterMsOf(reply) });
}

import { UpstreamError, type UpstreamCode } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import type { ResponseClass } from '../upstream.js';

export type FailedResponseClass = Exclude<ResponseClass, { kind: 'ok' | 'refused' }>;

/** What a caller is told for each verdict that is a failure. */
const MEANINGS: Record<FailedResponseClass['kind'], { readonly code: UpstreamCode; readonly message: string }> = {
  'not-found': { code: 'NOT_FOUND', message: 'The provider knows nothing by this id.' },
  auth: { code: 'UPSTREAM_AUTH', message: "The provider refuses the account's credentials." },
  'token-expired': { code: 'UPSTREAM_AUTH', message: "The provider refuses the account's token." },
  'clock-skew': { code: 'UPSTREAM_AUTH', message: "The provider's clock and ours are too far apart." },
  forbidden: { code: 'UPSTREAM_FORBIDDEN', message: 'The account has no right to read this.' },
  throttled: { code: 'UPSTREAM_THROTTLED', message: 'The provider asks for fewer requests.' },
  unavailable: { code: 'UPSTREAM_UNAVAILABLE', message: 'The provider is out of order for the moment.' },
  // The protocol's reason takes the message's place.
  invalid: { code: 'UPSTREAM_INVALID', message: '' },
};

export function toClassifiedError(
  account: Account,
  responseClass: FailedResponseClass,
  retryAfterMs?: number,
): UpstreamError {
  const { code, message } = MEANINGS[responseClass.kind];
  return new UpstreamError(
    code,
    account,
    responseClass.kind === 'invalid' ? toSentence(responseClass.reason) : message,
    {
      upstreamRequestId: responseClass.requestId,
      retryAfterSeconds: toSeconds(retryAfterMs),
    },
  );
}

/** The next attempt has to wait, for a Retry-After or the configured rate, longer than the operation can. */
export function toPatienceError(account: Account, waitMs: number, requestId?: string): UpstreamError {
  return new UpstreamError('UPSTREAM_THROTTLED', account, 'The provider may not be asked again in time.', {
    upstreamRequestId: requestId,
    retryAfterSeconds: toSeconds(waitMs),
  });
}

function toSeconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.ceil(ms / 1000);
}

function toSentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

import { UpstreamError, type UpstreamCode } from '../../domain/errors.js';
import type { Account } from '../../domain/provider.js';
import * as faults from './transport-errors.js';

type FaultClass = new (detail?: string) => faults.Fault;

interface Meaning {
  readonly code: UpstreamCode;
  readonly message: string;
  /** Where it differs from what the code says of itself. */
  readonly retryable?: boolean;
}

const UNKNOWN: Meaning = { code: 'UPSTREAM_UNAVAILABLE', message: 'The provider could not be reached.' };

/** What each way to fail means to a caller. Nothing else decides a fault's code or wording. */
const MEANINGS = new Map<FaultClass, Meaning>([
  [faults.DnsFault, { code: 'UPSTREAM_UNAVAILABLE', message: "The provider's host name could not be resolved." }],
  [faults.ConnectFault, { code: 'UPSTREAM_UNAVAILABLE', message: 'The provider could not be connected to.' }],
  [faults.ConnectTimeoutFault, { code: 'UPSTREAM_TIMEOUT', message: 'Connecting to the provider took too long.' }],
  [faults.ProxyFault, { code: 'UPSTREAM_UNAVAILABLE', message: 'The proxy did not open a way to the provider.' }],
  [faults.TlsFault, { code: 'UPSTREAM_UNAVAILABLE', message: 'No secure connection to the provider came about.' }],
  [
    faults.CertificateFault,
    { code: 'UPSTREAM_UNAVAILABLE', message: "The provider's certificate is not to be trusted.", retryable: false },
  ],
  [faults.ResetFault, { code: 'UPSTREAM_UNAVAILABLE', message: 'The provider closed the connection.' }],
  [faults.TruncatedFault, { code: 'UPSTREAM_UNAVAILABLE', message: "The provider's answer broke off." }],
  [faults.FramingFault, { code: 'UPSTREAM_INVALID', message: "The provider's answer is not valid HTTP." }],
  [faults.HeaderSizeFault, { code: 'UPSTREAM_INVALID', message: "The provider's answer has too large a header." }],
  [faults.AttemptTimeoutFault, { code: 'UPSTREAM_TIMEOUT', message: 'The provider took too long to answer.' }],
  [faults.RedirectFault, { code: 'UPSTREAM_INVALID', message: 'The provider answered with a redirect.' }],
  [faults.EncodingFault, { code: 'UPSTREAM_INVALID', message: 'The provider sent an encoding nobody asked for.' }],
  [faults.CharsetFault, { code: 'UPSTREAM_INVALID', message: "The provider's answer is not valid UTF-8." }],
  [faults.BodySizeFault, { code: 'UPSTREAM_INVALID', message: "The provider's answer is too large." }],
  [
    faults.MemoryFault,
    { code: 'UPSTREAM_LIMIT', message: 'Too many large answers are being read at once.', retryable: true },
  ],
  [faults.RequestFault, { code: 'UPSTREAM_INVALID', message: 'The request cannot be sent as it is.' }],
  [faults.ClassifyFault, { code: 'UPSTREAM_INVALID', message: "The provider's answer could not be understood." }],
  [faults.SilentFault, { code: 'UPSTREAM_AUTH', message: 'The provider refused these credentials a moment ago.' }],
  [faults.BudgetFault, { code: 'UPSTREAM_LIMIT', message: 'The operation has used up limits.upstreamCalls.' }],
  [faults.QueueFault, { code: 'UPSTREAM_THROTTLED', message: 'Too many calls are waiting for this account.' }],
  [faults.ClosedFault, { code: 'UPSTREAM_UNAVAILABLE', message: 'The service is shutting down.' }],
  [faults.AbandonedFault, { code: 'UPSTREAM_TIMEOUT', message: 'The request ended before the provider answered.' }],
]);

/** What a caller is told of whatever went wrong. An UpstreamError says so already; anything unknown says nothing. */
export function toUpstreamError(account: Account, error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const fault = error instanceof faults.Fault ? error : undefined;
  const meaning = (fault && MEANINGS.get(fault.constructor as FaultClass)) ?? UNKNOWN;
  return new UpstreamError(meaning.code, account, meaning.message, {
    ...(meaning.retryable !== undefined && { retryable: meaning.retryable }),
    // A fault holds an error code and nothing else; what undici threw may quote a URL or a header, and stays here.
    cause: fault,
  });
}

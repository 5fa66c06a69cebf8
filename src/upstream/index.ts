export { createUpstream, type UpstreamOptions } from './client.js';
export { createAgent, type AgentOptions, type HttpAgent } from './transport/agent.js';
export { systemClock, type Clock } from './clock.js';
export { createUpstreamError, type FailureKind, type Peer } from './errors/error-table.js';
export { NoAttemptError } from './errors/failures.js';
export { createFetch, type Fetch } from './transport/fetch.js';
export { hasLostDigits, parseJson, parseJsonExactly } from './json.js';
export type { Logger } from './logger.js';
export type { AccountState, AttemptRecord, UpstreamObserver } from './observer.js';
export { createOperation, type OperationOptions, type RunningOperation } from './operation.js';
export { request, type OneRequest } from './request.js';
export { retryAfterMsOf } from './transport/response-headers.js';
export type { Credential, CredentialSource } from './auth/credential-source.js';
export type { CallBudget } from './limits/call-budget.js';
export { RateLimiter, type Rate } from './limits/rate-limiter.js';
export { LocalLockout, type CredentialUser, type LockoutPolicy } from './auth/lockout-policy.js';
export { KeyLockoutGuard } from './auth/key-lockout-guard.js';
export { RenewedCredential, type IssuedCredential, type RenewalOptions } from './auth/renewed-credential.js';
export type {
  CallResult,
  JsonBody,
  ReplaceableCredential,
  SignableRequest,
  SignedCredential,
  SignedRequest,
  Upstream,
  UpstreamProtocol,
  UpstreamReply,
  UpstreamRequest,
  UpstreamResult,
  ResponseClass,
} from './upstream.js';

export { createUpstream, type UpstreamOptions } from './client.js';
export { createAgent, type AgentOptions, type HttpAgent } from './transport/agent.js';
export { systemClock, type Clock } from './clock.js';
export { BudgetFault, SilentFault } from './errors/transport-errors.js';
export { createFetch, type Fetch } from './transport/fetch.js';
export { parseJson } from './json.js';
export type { Logger } from './logger.js';
export { createOperation, type OperationOptions, type RunningOperation } from './operation.js';
export { request, type OneRequest } from './request.js';
export { SignatureGuard } from './auth/key-lockout-guard.js';
export type {
  SignedRequest,
  Upstream,
  UpstreamProtocol,
  UpstreamReply,
  UpstreamRequest,
  UpstreamResult,
  ResponseClass,
} from './upstream.js';

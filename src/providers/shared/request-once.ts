import type { OneRequest, UpstreamReply } from '../../upstream/index.js';

/** A request that is not one of an account's upstream calls, such as a token request. */
export type SideRequest = Pick<
  OneRequest,
  'name' | 'peer' | 'account' | 'endpoint' | 'method' | 'target' | 'headers' | 'body' | 'operation'
>;

/** Sends one request, once, and resolves with any reply that arrived whole. Rejects with an UpstreamError. */
export type RequestOnce = (request: SideRequest) => Promise<UpstreamReply>;

import type { OneRequest, UpstreamReply } from '../../upstream/index.js';

/** A request beside an account's calls. */
export type SideRequest = Pick<
  OneRequest,
  'name' | 'peer' | 'account' | 'endpoint' | 'method' | 'target' | 'headers' | 'body' | 'operation'
>;

/** Sends one request, once, and resolves with any reply that arrived whole. Rejects with an UpstreamError. */
export type RequestOnce = (request: SideRequest) => Promise<UpstreamReply>;

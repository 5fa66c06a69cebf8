import type { Operation } from '../domain/operation.js';

/** One question to a provider, before it is signed. Two equal ones in flight for one account are one call. */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST';
  /** Appended to nothing: the whole path as sent, beginning with a slash, percent-encoded. */
  readonly path: string;
  /** Unencoded names and values; what is `undefined` is not sent. */
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

/** An attempt as it goes out, signed: its path with query, and its headers. */
export interface SignedRequest {
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A response that arrived whole, within the size cap, in valid UTF-8. Its meaning is not judged yet. */
export interface UpstreamReply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The provider's clock (`Date`), milliseconds since 1970. */
  readonly serverTime: number | undefined;
}

/** What a provider's reply means, decided by that provider's table. */
export type ResponseClass =
  | { readonly kind: 'ok'; readonly body: unknown }
  /** The thing asked for does not exist. */
  | { readonly kind: 'not-found'; readonly requestId?: string }
  /** The credentials are wrong (`signature`: counts towards the provider's lock on the key). */
  | { readonly kind: 'auth'; readonly signature: boolean; readonly requestId?: string }
  /** A token is too old: fetch a new one and ask once more. */
  | { readonly kind: 'token-expired'; readonly requestId?: string }
  /** The request's time stamp is too far from the provider's clock. */
  | { readonly kind: 'clock-skew'; readonly requestId?: string }
  | { readonly kind: 'forbidden'; readonly requestId?: string }
  | { readonly kind: 'throttled'; readonly requestId?: string }
  /** A passing fault of the provider. */
  | { readonly kind: 'unavailable'; readonly requestId?: string }
  /** The provider refuses the parameters (what they are decides what that means: a wall, an unknown name). */
  | { readonly kind: 'refused'; readonly requestId?: string }
  /** An answer that fits nothing known. `reason` is shown to callers: a fixed phrase of ours, never a quotation. */
  | { readonly kind: 'invalid'; readonly reason: string; readonly requestId?: string };

/** How one account signs its requests and understands its replies. */
export interface UpstreamProtocol {
  /** Signs one attempt; called anew for each. `now` is corrected by the provider's clock. */
  sign(request: UpstreamRequest, now: Date, operation: Operation): Promise<SignedRequest> | SignedRequest;
  /** Of replies with status 200 their text alone decides. */
  classify(reply: UpstreamReply): ResponseClass;
  /** Throws away the token that was refused, so that the next `sign` fetches a new one. */
  forgetToken?(): void;
}

export interface UpstreamResult {
  readonly body: unknown;
  readonly serverTime: number | undefined;
}

/** One account's way to its provider. */
export interface Upstream {
  /**
   * Asks once, however many attempts that takes. Rejects with an UpstreamError; `'refused'` is no error, because only
   * the caller knows what a refusal means. The answer may be shared with others who asked the same: do not change it.
   *
   * Takes one call from the operation's budget unless an equal question of this account is already under way. The
   * budget counts calls, not attempts: those are bounded per call, at three.
   */
  call(request: UpstreamRequest, operation: Operation): Promise<UpstreamResult | 'refused'>;
}

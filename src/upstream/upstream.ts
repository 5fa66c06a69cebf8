import type { CallScope, Operation } from '../domain/operation.js';

/** One HTTP request to a provider, before it is signed. */
export interface SignableRequest {
  readonly method: 'GET' | 'POST';
  /** The whole path as sent, beginning with a slash, percent-encoded. */
  readonly path: string;
  /** Unencoded names and values; `undefined` is not sent. */
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

/** One request to a provider. Two equal ones in flight for one account become one call. */
export interface UpstreamRequest extends SignableRequest {
  /** Its name for logs and metrics: `css.listClusters`. */
  readonly name: string;
  /** Its reason, for metrics: the first call for a list, a further one, a lookup by id, or background reading. */
  readonly purpose?: 'first' | 'more' | 'lookup' | 'background' | undefined;
}

/** A signed attempt: its path with query, and its headers. */
export interface SignedRequest {
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The credential that it was signed with, if that may be replaced. */
  readonly credential?: SignedCredential;
}

/** Identifies a credential without its secret. */
export interface SignedCredential {
  /** Counts the replacements, from 1. */
  readonly number: number;
  /** The id of an access key. */
  readonly keyId?: string;
}

/** A credential that may be replaced while its account is in use. */
export interface ReplaceableCredential {
  /** The number of the present credential. */
  readonly number: number;
  /** The provider rejected the credential of this number. Returns whether `sign` uses another one from now on. */
  reject(number: number): boolean;
}

/**
 * A complete response, not classified yet. A success is within the size cap and valid UTF-8. Of any other status the
 * text is `''` where the body could not be read: the status decides.
 */
export interface UpstreamReply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The provider's clock (`Date`), milliseconds since 1970. */
  readonly serverTime: number | undefined;
}

/** The JSON of a successful response. */
export interface JsonBody {
  /** Integers beyond 2^53 have lost digits. */
  readonly body: unknown;
  /** Parses the response again, with these integers as texts of all their digits. */
  readonly exactBody: () => unknown;
}

/** The meaning of a response, by the provider's own table. */
export type ResponseClass =
  | ({ readonly kind: 'ok' } & JsonBody)
  | { readonly kind: 'not-found'; readonly requestId?: string }
  /** The credentials are wrong. `signature`: counts towards the provider's lock on the key. */
  | { readonly kind: 'auth'; readonly signature: boolean; readonly requestId?: string }
  /** The token is no longer valid: a new one may be. */
  | { readonly kind: 'token-expired'; readonly requestId?: string }
  /** The request's time stamp is too far from the provider's clock. */
  | { readonly kind: 'clock-skew'; readonly requestId?: string }
  | { readonly kind: 'forbidden'; readonly requestId?: string }
  | { readonly kind: 'throttled'; readonly requestId?: string }
  /** A temporary failure of the provider. */
  | { readonly kind: 'unavailable'; readonly requestId?: string }
  /** The provider rejects the parameters; the caller decides what that means (end of the list, unknown name). */
  | { readonly kind: 'rejected'; readonly requestId?: string }
  /** No known response. `reason` is shown to callers: a fixed phrase without a full stop, never a quotation. */
  | { readonly kind: 'invalid'; readonly reason: string; readonly requestId?: string };

/** How one account signs its requests and classifies its responses. */
export interface UpstreamProtocol {
  /** Signs one attempt; called again for each. `now` is corrected by the provider's clock. */
  sign(request: SignableRequest, now: Date, scope: CallScope): Promise<SignedRequest> | SignedRequest;
  classify(reply: UpstreamReply): ResponseClass;
  /** The account's credential, if it may be replaced. */
  readonly credential?: ReplaceableCredential;
}

export interface UpstreamResult extends JsonBody {
  readonly serverTime: number | undefined;
}

/** The result of one call; `'rejected'` if the provider rejects the parameters. */
export type CallResult = UpstreamResult | 'rejected';

/** One account's access to its provider. */
export interface Upstream {
  /**
   * Makes one call, in up to three attempts. Rejects with an UpstreamError; `'rejected'` is no error, because only the
   * caller knows what it means. Callers with equal requests may share the result: do not change it.
   *
   * Takes one call from the operation's budget, unless an equal request of this account is already in flight. Attempts
   * are not counted.
   */
  call(request: UpstreamRequest, operation: Operation): Promise<CallResult>;
}

import { UpstreamError } from '../domain/errors.js';
import { NoAttemptError, TransportError, type TransportErrorKind } from './errors/failures.js';
import type { SharedCall } from './single-flight.js';
import { toReply, type RawReply } from './transport/response.js';
import { send, type Transport } from './transport/send.js';
import type { ResponseClass, SignedRequest, UpstreamProtocol, UpstreamRequest } from './upstream.js';

export interface ExchangeOptions extends Transport {
  readonly origin: string;
  readonly protocol: UpstreamProtocol;
}

/**
 * Signs a request with the time `now`, sends it and reads the response. `onSigned` is called before it is sent. Rejects with a TransportError, a NoAttemptError,
 * or the UpstreamError of a token request.
 */
export function exchange(
  options: ExchangeOptions,
  request: UpstreamRequest,
  now: number,
  call: SharedCall,
  onSigned: (signed: SignedRequest) => void,
): Promise<RawReply> {
  const signing = sign(options.protocol, request, now, call);
  const sendSigned = (signed: SignedRequest): Promise<RawReply> => {
    onSigned(signed);
    return call.wait((resolve, reject) => {
      const { method, body } = request;
      const { target, headers } = signed;
      return send(options, { origin: options.origin, method, target, headers, body }, resolve, reject);
    });
  };
  return signing instanceof Promise ? signing.then(sendSigned) : sendSigned(signing);
}

function sign(
  protocol: UpstreamProtocol,
  request: UpstreamRequest,
  now: number,
  call: SharedCall,
): SignedRequest | Promise<SignedRequest> {
  const signed = guarded(() => protocol.sign(request, new Date(now), call), 'request');
  if (!(signed instanceof Promise)) return signed;
  // The call's signal ends a token request. Callers do not wait for a request that ignores the signal.
  return call.wait((resolve, reject) => {
    signed.then(resolve, (error: unknown) => {
      reject(toOwnError(error, 'request'));
    });
    return () => undefined;
  });
}

/** Classifies a complete response. Throws a TransportError. */
export function classify(protocol: UpstreamProtocol, reply: RawReply): ResponseClass {
  return guarded(() => protocol.classify(toReply(reply)), 'classification');
}

/** A protocol that throws met input that it was not written for. The text of its error is not passed on. */
function guarded<T>(act: () => T, kind: TransportErrorKind): T {
  try {
    return act();
  } catch (error) {
    throw toOwnError(error, kind);
  }
}

function toOwnError(error: unknown, kind: TransportErrorKind): Error {
  const isOwn = error instanceof UpstreamError || error instanceof TransportError || error instanceof NoAttemptError;
  return isOwn ? error : new TransportError(kind);
}

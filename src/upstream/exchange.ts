import { UpstreamError } from '../domain/errors.js';
import { ClassifyFault, RequestFault, Fault } from './errors/transport-errors.js';
import { type RawReply, toReply } from './transport/response.js';
import { send, type Carrier } from './transport/send.js';
import type { SharedCall } from './single-flight.js';
import type { SignedRequest, UpstreamProtocol, UpstreamRequest, UpstreamResult, ResponseClass } from './upstream.js';

export interface ExchangeOptions extends Carrier {
  readonly origin: string;
  readonly protocol: UpstreamProtocol;
}

/** Signs at `now`, sends and reads. Rejects with a Fault, or with the UpstreamError of a token's purchase. */
export function exchange(
  options: ExchangeOptions,
  request: UpstreamRequest,
  now: number,
  call: SharedCall,
): Promise<RawReply> {
  const signing = sign(options.protocol, request, now, call);
  const ask = ({ target, headers }: SignedRequest): Promise<RawReply> =>
    call.wait((resolve, reject) => {
      const { method, body } = request;
      return send(options, { origin: options.origin, method, target, headers, body }, resolve, reject);
    });
  return signing instanceof Promise ? signing.then(ask) : ask(signing);
}

function sign(
  protocol: UpstreamProtocol,
  request: UpstreamRequest,
  now: number,
  call: SharedCall,
): SignedRequest | Promise<SignedRequest> {
  const signed = orFault(() => protocol.sign(request, new Date(now), call), RequestFault);
  if (!(signed instanceof Promise)) return signed;
  // A token's purchase is given up by its signal; one that is deaf to it must not hold anybody.
  return call.wait((resolve, reject) => {
    signed.then(resolve, (error: unknown) => {
      reject(toFault(error, RequestFault));
    });
    return () => undefined;
  });
}

/** What a reply means: the answer, or what it says instead. */
export type ClassifiedResponse =
  { readonly kind: 'ok'; readonly answer: UpstreamResult } | Exclude<ResponseClass, { kind: 'ok' }>;

/** Decides what a reply means. Throws a Fault. */
export function classify(protocol: UpstreamProtocol, reply: RawReply): ClassifiedResponse {
  const responseClass = orFault(() => protocol.classify(toReply(reply)), ClassifyFault);
  if (responseClass.kind !== 'ok') return responseClass;
  return { kind: 'ok', answer: { body: responseClass.body, serverTime: reply.serverTime } };
}

/** A protocol that throws what it should not has met what it was not made for; its words stay here. */
function orFault<T>(act: () => T, kind: new () => Fault): T {
  try {
    return act();
  } catch (error) {
    throw toFault(error, kind);
  }
}

function toFault(error: unknown, kind: new () => Fault): Error {
  return error instanceof UpstreamError || error instanceof Fault ? error : new kind();
}

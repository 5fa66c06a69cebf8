import { JudgeFault, RequestFault, Fault } from './faults.js';
import { UpstreamError } from '../domain/errors.js';
import { send, type Carrier } from './send.js';
import type { SharedCall } from './shared-call.js';
import type { SignedRequest, UpstreamProtocol, UpstreamReply, UpstreamRequest, Verdict } from './upstream.js';

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
): Promise<UpstreamReply> {
  const signing = sign(options.protocol, request, now, call);
  const ask = ({ target, headers }: SignedRequest): Promise<UpstreamReply> =>
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

/** What a reply means. Throws a Fault. */
export function judge(protocol: UpstreamProtocol, reply: UpstreamReply): Verdict {
  return orFault(() => protocol.judge(reply), JudgeFault);
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

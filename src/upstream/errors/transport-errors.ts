/**
 * One attempt failed on the way: a class per way to fail, so that one table can say what each means to a caller.
 * `detail` is a system's or undici's error code ("ECONNRESET"), never text that came from outside.
 */
export class Fault extends Error {
  override readonly name: string = 'Fault';
  constructor(readonly detail?: string) {
    super(detail);
  }
}

export class DnsFault extends Fault {
  override readonly name = 'DnsFault';
}
export class ConnectFault extends Fault {
  override readonly name = 'ConnectFault';
}
export class ConnectTimeoutFault extends Fault {
  override readonly name = 'ConnectTimeoutFault';
}
export class ProxyFault extends Fault {
  override readonly name = 'ProxyFault';
}
export class TlsFault extends Fault {
  override readonly name = 'TlsFault';
}
export class CertificateFault extends Fault {
  override readonly name = 'CertificateFault';
}
export class ResetFault extends Fault {
  override readonly name = 'ResetFault';
}
export class TruncatedFault extends Fault {
  override readonly name = 'TruncatedFault';
}
export class FramingFault extends Fault {
  override readonly name = 'FramingFault';
}
export class HeaderSizeFault extends Fault {
  override readonly name = 'HeaderSizeFault';
}
export class AttemptTimeoutFault extends Fault {
  override readonly name = 'AttemptTimeoutFault';
}
export class RedirectFault extends Fault {
  override readonly name = 'RedirectFault';
}
export class EncodingFault extends Fault {
  override readonly name = 'EncodingFault';
}
export class CharsetFault extends Fault {
  override readonly name = 'CharsetFault';
}
export class BodySizeFault extends Fault {
  override readonly name = 'BodySizeFault';
}
export class MemoryFault extends Fault {
  override readonly name = 'MemoryFault';
}
/** The request cannot be written as HTTP: a fault of ours, or of a token with a line break in it. */
export class RequestFault extends Fault {
  override readonly name = 'RequestFault';
}
/** A provider's protocol could not cope with a reply that arrived whole. */
export class ClassifyFault extends Fault {
  override readonly name = 'JudgeFault';
}
export class ClosedFault extends Fault {
  override readonly name = 'ClosedFault';
}

/** Nothing was asked, or nobody waits for the answer any more: it says nothing of the provider. */
export class UnaskedFault extends Fault {}

/** The credentials were refused a moment ago; the provider might lock them. */
export class SilentFault extends UnaskedFault {
  override readonly name = 'SilentFault';
}
/** The operation has used up `limits.upstreamCalls`. */
export class BudgetFault extends UnaskedFault {
  override readonly name = 'BudgetFault';
}
/** More calls wait for one account than could be answered in time. */
export class QueueFault extends UnaskedFault {
  override readonly name = 'QueueFault';
}
/** Everyone who asked has gone; nobody sees this. */
export class AbandonedFault extends UnaskedFault {
  override readonly name = 'AbandonedFault';
}

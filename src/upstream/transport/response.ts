import { isAscii } from 'node:buffer';
import { TransportError } from '../errors/failures.js';
import type { UpstreamReply } from '../upstream.js';

/** A complete response within the size cap. Its bytes may be a part of a larger buffer. */
export interface RawReply extends Omit<UpstreamReply, 'text'> {
  readonly bytes: Buffer;
}

/** Whether the body of a response matters: of any other status, the status alone decides if the body is unreadable. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The response as text. Throws a TransportError if a success is not valid UTF-8. */
export function toReply({ bytes, ...reply }: RawReply): UpstreamReply {
  const text = decode(bytes) ?? (isSuccess(reply.status) ? undefined : '');
  if (text === undefined) throw new TransportError('charset');
  return { ...reply, text };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): string | undefined {
  // The decoder takes several times as long, and nearly all responses are ASCII.
  if (isAscii(bytes)) return bytes.toString('latin1');
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

import { isAscii } from 'node:buffer';
import { CharsetFault } from '../errors/transport-errors.js';
import type { UpstreamReply } from '../upstream.js';

/** A response that arrived whole, within the size cap. Its bytes may be a part of a larger buffer. */
export interface RawReply extends Omit<UpstreamReply, 'text'> {
  readonly bytes: Buffer;
}

/** The reply as text. Throws a CharsetFault where it is not in valid UTF-8. */
export function toReply({ bytes, ...reply }: RawReply): UpstreamReply {
  return { ...reply, text: decode(bytes) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): string {
  // The decoder takes several times as long, and nearly all answers need none.
  if (isAscii(bytes)) return bytes.toString('latin1');
  try {
    return utf8.decode(bytes);
  } catch {
    throw new CharsetFault();
  }
}

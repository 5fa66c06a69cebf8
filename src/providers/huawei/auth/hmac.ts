import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
/** Longer than anything that is signed: an algorithm, a time and a hash. */
const TEXT_BYTES = 1024;

/**
 * HMAC-SHA256 of ASCII texts, as hex (RFC 2104). The key's two blocks are made once, and hashing is all that is left:
 * Node's `createHmac` takes twice the time, and each of its objects has to be collected.
 */
export function createHmac(secret: string): (text: string) => string {
  const given = Buffer.from(secret, 'utf8');
  const key = given.length > BLOCK_BYTES ? hash('sha256', given, 'buffer') : given;
  const inner = Buffer.alloc(BLOCK_BYTES + TEXT_BYTES, 0x36);
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES, 0x5c);
  key.forEach((byte, index) => {
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  });
  return (text) => {
    if (text.length > TEXT_BYTES) throw new RangeError('The text to sign is too long.');
    const bytes = BLOCK_BYTES + inner.write(text, BLOCK_BYTES, 'latin1');
    outer.write(hash('sha256', inner.subarray(0, bytes), 'binary'), BLOCK_BYTES, 'latin1');
    return hash('sha256', outer);
  };
}

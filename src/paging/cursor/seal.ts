import { createHmac, hash, timingSafeEqual } from 'node:crypto';

const SIGNATURE_BYTES = 12;
const CHECKSUM_BYTES = 8;

/**
 * Turns bytes into a cursor and back. A cursor is bound to what issued it (`binding`) without containing that. It is
 * signed with the first key, or carries a checksum if there are no keys.
 */
export class CursorSeal {
  readonly #keys: readonly string[];

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  close(payload: Buffer, binding: string): string {
    const [key] = this.#keys;
    const seal = key === undefined ? check(binding, payload) : sign(key, binding, payload);
    return Buffer.concat([seal, payload]).toString('base64url');
  }

  /** `undefined`: nothing with this binding issued this cursor. */
  open(cursor: string, binding: string): Buffer | undefined {
    const bytes = Buffer.from(cursor, 'base64url');
    // Node's decoder ignores invalid characters. A cursor that was altered is rejected, not repaired.
    if (bytes.toString('base64url') !== cursor) return undefined;
    const size = this.#keys.length > 0 ? SIGNATURE_BYTES : CHECKSUM_BYTES;
    const payload = bytes.subarray(size);
    const seal = bytes.subarray(0, size);
    const seals =
      this.#keys.length > 0 ? this.#keys.map((key) => sign(key, binding, payload)) : [check(binding, payload)];
    const isGenuine = seals.some((expected) => expected.length === seal.length && timingSafeEqual(expected, seal));
    return isGenuine ? payload : undefined;
  }
}

function sign(key: string, binding: string, payload: Uint8Array): Buffer {
  const mac = createHmac('sha256', key).update(binding).update('\0').update(payload).digest();
  return mac.subarray(0, SIGNATURE_BYTES);
}

function check(binding: string, payload: Uint8Array): Buffer {
  const digest = hash('sha256', Buffer.concat([Buffer.from(`${binding}\0`), payload]), 'buffer');
  return digest.subarray(0, CHECKSUM_BYTES);
}

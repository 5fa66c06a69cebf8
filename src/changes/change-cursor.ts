import type { CursorSeal } from '../paging/cursor/seal.js';

const BYTES = 6;

/** The cursor behind a change, bound to the store that holds it. It is good under any filter and at any replica. */
export function toChangeCursor(seal: CursorSeal, storeId: string, sequence: number): string {
  const payload = Buffer.alloc(BYTES);
  payload.writeUIntBE(sequence, 0, BYTES);
  return seal.close(payload, bindingOf(storeId));
}

/** The sequence number in a cursor. `undefined`: this store did not issue it. */
export function fromChangeCursor(seal: CursorSeal, storeId: string, cursor: string): number | undefined {
  const payload = cursor.length <= MAX_LENGTH ? seal.open(cursor, bindingOf(storeId)) : undefined;
  return payload?.length === BYTES ? payload.readUIntBE(0, BYTES) : undefined;
}

const MAX_LENGTH = 64;

function bindingOf(storeId: string): string {
  return JSON.stringify(['clusterJobChanges', storeId]);
}

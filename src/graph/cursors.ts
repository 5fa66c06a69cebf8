import type { Secret } from '../config/config.js';
import { SettledValue } from '../config/settled-value.js';
import { CursorCodec } from '../paging/cursor/codec.js';
import { CursorSeal } from '../paging/cursor/seal.js';

/** Signs and verifies the cursors of one operation. */
export interface Cursors {
  readonly codec: CursorCodec;
  readonly seal: CursorSeal;
}

/** Returns the cursors under the present keys. Keys in files are read again while they are in use, all at the same time. */
export function openCursors(cursorKeys: readonly Secret[]): () => Cursors {
  if (cursorKeys.every(({ file }) => file === undefined)) {
    const fixed = createCursors(cursorKeys.map((key) => key.reveal()));
    return () => fixed;
  }
  const keys = new SettledValue<readonly string[]>({
    read: () => cursorKeys.map((key) => key.reveal(0)),
    isSame: (a, b) => a.every((key, index) => key === b[index]),
    elapsed: () => performance.now(),
  });
  let used = keys.current();
  let cursors = createCursors(used);
  return () => {
    const current = keys.current();
    if (current !== used) [used, cursors] = [current, createCursors(current)];
    return cursors;
  };
}

function createCursors(keys: readonly string[]): Cursors {
  return { codec: new CursorCodec(keys), seal: new CursorSeal(keys) };
}

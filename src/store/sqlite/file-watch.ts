import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { StoreError } from '../database.js';

/** Milliseconds between two looks at the file. */
const LOOK_MS = 1000;

/**
 * Notices that a file was renamed, deleted or replaced while it is open. Whoever goes on reads and writes a file that
 * has no name any more, and everything is lost when the process ends.
 */
export class FileWatch {
  readonly #file: string;
  readonly #opened: string;
  readonly #timer: NodeJS.Timeout;
  #isGone = false;

  constructor(file: string) {
    this.#file = file;
    this.#opened = identityOf(statSync(file, { bigint: true }));
    this.#timer = setInterval(() => void this.#look(), LOOK_MS).unref();
  }

  /** Throws a StoreError while the name does not stand for the open file. */
  assertPresent(): void {
    if (!this.#isGone) return;
    throw new StoreError(
      `SQLite: ${this.#file} was moved, deleted or replaced; put it back, or restart to begin with what is there`,
    );
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const found = await stat(this.#file, { bigint: true }).then(identityOf, () => undefined);
    this.#isGone = found !== this.#opened;
  }
}

function identityOf({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string {
  return `${dev} ${ino}`;
}

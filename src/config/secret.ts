import { readFileSync, statSync } from 'node:fs';
import { inspect } from 'node:util';

/** A secret that is printed as `[secret]` by `inspect`, `String()`, JSON and errors. Only `reveal()` returns it. */
export interface Secret {
  /** The current value. A file is read again if it was read `maxAgeMs` or longer ago (default: two seconds). */
  reveal(maxAgeMs?: number): string;
  /** The path of the file that holds it. */
  readonly file?: string;
}

/** A kind of secret, with a check of its text. */
export interface SecretKind {
  /** Completes "must be …". */
  readonly expected: string;
  readonly isValid: (text: string) => boolean;
}

const HIDDEN = '[secret]';

/** Wraps a secret: it is printed as `[secret]` everywhere, and only `reveal()` returns it. */
export function createSecret(value: string): Secret {
  return hide({ reveal: () => value });
}

/** How long the content of a secret's file is used before the file is read again. */
const FILE_MAX_AGE_MS = 2000;

/**
 * A secret in a file, read again while it is in use. Reading the content, not watching the file, also works for
 * Kubernetes' symbolic links and on network file systems. A file that cannot be read, or whose content is not valid,
 * changes nothing: it may be in the middle of being written. Throws if that is so now.
 */
export function openSecretFile(file: string, kind: SecretKind): Secret {
  let value = readSecret(file, kind);
  let readAt = performance.now();
  const reveal = (maxAgeMs = FILE_MAX_AGE_MS): string => {
    if (performance.now() - readAt < maxAgeMs) return value;
    readAt = performance.now();
    try {
      value = readSecret(file, kind);
    } catch {
      // The last valid value stays in use.
    }
    return value;
  };
  return hide({ reveal, file });
}

/** A secret has at most 65,536 characters; its file may have a newline more. */
const MAX_FILE_BYTES = 4 * 65_536 + 2;

/** Throws a TypeError whose message completes "the file PATH …" and quotes nothing of the content. */
function readSecret(file: string, { expected, isValid }: SecretKind): string {
  const text = readText(file).replace(/\r?\n$/, '');
  if (text === '') throw new TypeError('is empty');
  if (!isValid(text)) throw new TypeError(`does not hold ${expected}`);
  return text;
}

function readText(file: string): string {
  try {
    const stats = statSync(file);
    // Reading a pipe would wait for its writer, and a device may have no end.
    if (!stats.isFile()) throw new TypeError('is not a regular file');
    if (stats.size > MAX_FILE_BYTES) throw new TypeError('is too large for a secret');
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw new TypeError(code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`, { cause: error });
  }
}

function hide<Properties extends Secret>(secret: Properties): Properties {
  const hidden = () => HIDDEN;
  return Object.freeze({
    ...secret,
    toString: hidden,
    toJSON: hidden,
    [Symbol.toPrimitive]: hidden,
    [inspect.custom]: hidden,
  });
}

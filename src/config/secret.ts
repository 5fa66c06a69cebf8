import { inspect } from 'node:util';
import type { Secret } from './config.js';

const HIDDEN = '[secret]';

/** Wraps a secret: it prints as `[secret]` wherever it is shown, and only `reveal()` gives it back. */
export function createSecret(value: string): Secret {
  const hidden = () => HIDDEN;
  return Object.freeze({
    reveal: () => value,
    toString: hidden,
    toJSON: hidden,
    [Symbol.toPrimitive]: hidden,
    [inspect.custom]: hidden,
  });
}

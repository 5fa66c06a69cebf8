import { inspect } from 'node:util';
import type { Secret } from './config.js';

const HIDDEN = '[secret]';

/** Wraps a secret: it is printed as `[secret]` everywhere, and only `reveal()` returns it. */
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

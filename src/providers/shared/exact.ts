import { hasLostDigits, type UpstreamResult } from '../../upstream/index.js';

/** Thrown where a text is read from a number that has lost digits. */
const LOST_DIGITS = new Error('A number has lost digits.');

/** A number as text. Only for use within `convertBody`. */
export function toDigits(value: number): string {
  if (hasLostDigits(value)) throw LOST_DIGITS;
  return String(value);
}

/**
 * Converts the body of a response. If that reads a text, such as an id, from a number that has lost digits, it is done
 * again with the digits of the response. Most responses have no such number, so they are parsed only once.
 */
export function convertBody<T>({ body, exactBody }: UpstreamResult, convert: (body: unknown) => T): T {
  try {
    return convert(body);
  } catch (error) {
    if (error !== LOST_DIGITS) throw error;
    return convert(exactBody());
  }
}

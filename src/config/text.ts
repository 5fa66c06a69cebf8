import Type from 'typebox';
import { isLoopback } from './loopback.js';

/** A text under its own rule. `wanted` is how a mistake words the rule: "must be …". */
export function text(wanted: string, isRight: (value: string) => boolean) {
  return Type.Refine(Type.String({ wanted }), isRight);
}

/** A text of one line that is not empty. */
export function line(wanted = 'a text that is not empty', maxLength = 4096) {
  return text(wanted, (value) => value.trim() !== '' && value.length <= maxLength && !hasControl(value));
}

/** A text that a pattern describes. */
export function word(wanted: string, pattern: RegExp) {
  return text(wanted, (value) => pattern.test(value));
}

/** How a mistake words a choice among a few. */
export function among(words: readonly string[]) {
  return { wanted: `one of ${words.join(', ')}` };
}

/** A whole number in a range, both ends included. */
export function whole(minimum: number, maximum: number) {
  return Type.Integer({ minimum, maximum, wanted: `a whole number from ${minimum} to ${maximum}` });
}

/** `true` or `false`. */
export function flag() {
  return Type.Boolean({ wanted: 'true or false' });
}

/** An `https` URL (`http` on loopback only), without credentials, query and fragment; `path`: it may have a path. */
export function url({ path }: { path: boolean }) {
  const shape = path ? 'https://host/path' : 'https://host without a path';
  const wanted = `a URL such as ${shape}; plain http is for loopback only, and credentials and queries have no place in it`;
  return text(wanted, (value) => isServiceUrl(value) && (path || new URL(value).pathname === '/'));
}

function isServiceUrl(value: string): boolean {
  if (!URL.canParse(value) || hasControl(value)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(value);
  if (`${username}${password}${search}${hash}` !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** A web page's origin as browsers send it: `https://studio.example.com`, `http://localhost:3000`. */
export function origin() {
  return text('an origin such as https://studio.example.com, without a path', (value) =>
    URL.canParse(value) ? /^https?:/.test(value) && new URL(value).origin === value : false,
  );
}

/** An IANA time zone. */
export function timeZone() {
  return text('an IANA time zone such as UTC or Asia/Shanghai', isTimeZone);
}

function isTimeZone(value: string): boolean {
  try {
    // Offsets such as +08:00 are understood too, but not by every other tool that reads this file.
    return !/^[+-]/.test(value) && new Intl.DateTimeFormat('en', { timeZone: value }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

function hasControl(value: string): boolean {
  return /\p{Cc}/u.test(value);
}

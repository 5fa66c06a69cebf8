import Type, { type TProperties } from 'typebox';
import { toError } from '../domain/errors.js';
import { isLoopback, isLinkLocal } from './loopback.js';
import { createSecret, openSecretFile, type Secret, type SecretKind } from './secret.js';

// The values of a configuration file. `expected` completes the message "must be …"; `default` is the value of a key that
// is left out.

/** A text that must pass a check. */
export function text(expected: string, isValid: (value: string) => boolean, fallback?: string) {
  return Type.Refine(Type.String({ expected, ...(fallback !== undefined && { default: fallback }) }), isValid);
}

/** A text of one line that is not empty. */
export function line(expected = 'a text of one line that is not empty', maxLength = 4096, fallback?: string) {
  const isValid = (value: string) => value.trim() !== '' && value.length <= maxLength && !hasControl(value);
  return text(expected, isValid, fallback);
}

/** Temporary credentials have several thousand characters. */
const MAX_SECRET_LENGTH = 65_536;

/** The path of a file, on disk. */
export function filePath(expected: string) {
  return text(expected, (value) => LINE.isValid(value) && value.length <= 4096 && value !== ':memory:');
}

/** A secret in the configuration: the text itself, or the path of a file that holds it. */
export type SecretEntry = string | { readonly file: string };

const LINE: SecretKind = {
  expected: 'a text of one line that is not empty',
  isValid: (text) => text.trim() !== '' && text.length <= MAX_SECRET_LENGTH && !hasControl(text),
};

/** A credential that is sent as part of a header. */
export const HEADER: SecretKind = {
  expected: 'a text of ASCII characters that is not empty',
  isValid: (text) => /^[\x20-\x7e]+$/.test(text) && text.trim() !== '' && text.length <= MAX_SECRET_LENGTH,
};

/** The driver also takes the URL of a socket, and a path alone. */
export const POSTGRES_URL: SecretKind = {
  expected: 'a URL such as postgres://user@host/database',
  isValid: (text) => LINE.isValid(text) && (text.startsWith('/') || isPostgresUrl(text)),
};

function isPostgresUrl(text: string): boolean {
  // The host may be missing where a parameter names it.
  const url = URL.parse(text) ?? URL.parse(text.replace('@/', '@host/'));
  return url !== null && /^(postgres|postgresql|socket):$/.test(url.protocol);
}

/** A secret. */
export function secret(kind = LINE) {
  const expected = `${kind.expected}, or { file: PATH }`;
  return Type.Refine(Type.Unsafe<SecretEntry>({ expected, isText: true }), (entry) =>
    typeof entry === 'string' ? kind.isValid(entry) : isFileReference(entry),
  );
}

function isFileReference(entry: unknown): boolean {
  const isMapping = typeof entry === 'object' && entry !== null && Object.keys(entry).join() === 'file';
  const file = isMapping && 'file' in entry ? entry.file : undefined;
  return typeof file === 'string' && file !== '' && !hasControl(file);
}

/** The secret of an entry. `report` gets the problem with its file. */
export function toSecret(entry: SecretEntry, report: (message: string) => void, kind = LINE): Secret {
  if (typeof entry === 'string') return createSecret(entry);
  try {
    return openSecretFile(entry.file, kind);
  } catch (error) {
    report(`the file ${entry.file} ${toError(error).message}`);
    return createSecret('');
  }
}

/** A text that matches a pattern. */
export function word(expected: string, pattern: RegExp) {
  return text(expected, (value) => pattern.test(value));
}

/** One of a few words. */
export function oneOf<Words extends string[]>(words: readonly [...Words], fallback?: Words[number]) {
  const expected = `one of ${words.join(', ')}`;
  return Type.Enum<Words>(words, { expected, ...(fallback !== undefined && { default: fallback }) });
}

/** A whole number in a range, both ends included. */
export function whole(minimum: number, maximum: number, fallback?: number) {
  const expected = `a whole number from ${minimum} to ${maximum}`;
  return Type.Integer({ minimum, maximum, expected, ...(fallback !== undefined && { default: fallback }) });
}

/** `true` or `false`. */
export function flag(fallback: boolean) {
  return Type.Boolean({ expected: 'true or false', default: fallback });
}

/** Rejects keys that the schema does not have. */
export const CLOSED = { additionalProperties: false, expected: 'a mapping (`key: value` lines)' };

/** A mapping with these keys and no others. All keys without `Type.Optional` are required. */
export function mapping<const Properties extends TProperties>(properties: Properties) {
  return Type.Object(properties, CLOSED);
}

/** A list with at least one item. */
export function listOf(what: string) {
  return { minItems: 1, expected: `a list of ${what}, with at least one` };
}

/** An `https` URL (`http` on loopback only), without credentials, query and fragment, whose path passes a rule. */
export function url(shape: string, isPathValid: (path: string) => boolean, isPlainHost = isLoopback) {
  const plain = isPlainHost === isLoopback ? 'loopback only' : 'loopback and link-local addresses only';
  const expected = `a URL such as ${shape}; plain http is for ${plain}, and credentials and queries do not belong in it`;
  return text(expected, (value) => isServiceUrl(value, isPlainHost) && isPathValid(new URL(value).pathname));
}

/** The URL of a service of this machine's own cloud, which has no TLS: plain `http` also to a link-local address. */
export function linkLocalUrl(shape: string) {
  return url(shape, (path) => path === '/', isLinkLocalOrLoopback);
}

function isLinkLocalOrLoopback(host: string): boolean {
  return isLoopback(host) || isLinkLocal(host);
}

/** A URL without credentials, query and fragment. */
function isPlainUrl(value: string): boolean {
  if (!URL.canParse(value) || hasControl(value)) return false;
  const { username, password, search, hash } = new URL(value);
  return `${username}${password}${search}${hash}` === '';
}

function isServiceUrl(value: string, isPlainHost: (host: string) => boolean): boolean {
  if (!isPlainUrl(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && isPlainHost(hostname));
}

/** The URL of a telemetry collector. Which hosts plain `http` may be used for depends on the headers. */
export function collectorUrl() {
  return text('a URL such as http://collector:4318, without credentials and a query', (value) =>
    isPlainUrl(value) ? /^https?:$/.test(new URL(value).protocol) : false,
  );
}

/** A web page's origin as browsers send it: `https://studio.example.com`, `http://localhost:3000`. */
export function origin() {
  return text('an origin such as https://studio.example.com, without a path', (value) =>
    URL.canParse(value) ? /^https?:/.test(value) && new URL(value).origin === value : false,
  );
}

/** An IANA time zone. */
export function timeZone(fallback: string) {
  return text('an IANA time zone such as UTC or Asia/Shanghai', isTimeZone, fallback);
}

function isTimeZone(value: string): boolean {
  try {
    // Intl also accepts offsets such as +08:00, but not every other tool that reads this file does.
    return !/^[+-]/.test(value) && new Intl.DateTimeFormat('en', { timeZone: value }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

function hasControl(value: string): boolean {
  return /\p{Cc}/u.test(value);
}

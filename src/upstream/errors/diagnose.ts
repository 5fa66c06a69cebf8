import { errors } from 'undici';
import { NoAttemptError, TransportError, type TransportErrorKind } from './failures.js';

/** Error codes of Node, OpenSSL and undici, by their beginning. The first match counts. */
const BY_CODE: readonly (readonly [RegExp, TransportErrorKind])[] = [
  [/^(ENOTFOUND|EAI_|EDNS|ENODATA|ESERVFAIL)/, 'dns'],
  [/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)/, 'connect-timeout'],
  [/^(UND_ERR_PRX_|UND_ERR_ABORTED|UND_ERR_SOCKS)/, 'proxy'],
  [/SELF_SIGNED|^(CERT_|CRL_|UNABLE_TO_|ERR_TLS_CERT|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)/, 'certificate'],
  [/^(PATH_LENGTH_EXCEEDED|ERROR_IN_(CERT|CRL)|EE_KEY_TOO_SMALL|CA_(KEY|MD)_)/, 'certificate'],
  [/^(ERR_SSL_|ERR_TLS_|EPROTO)/, 'tls'],
  [/^UND_ERR_HEADERS_OVERFLOW/, 'header-size'],
  [/^HPE_/, 'framing'],
  [/^UND_ERR_RES_CONTENT_LENGTH_MISMATCH/, 'truncated'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_INFO)/, 'reset'],
  [/^(UND_ERR_INVALID_ARG|UND_ERR_REQ_|UND_ERR_NOT_SUPPORTED|ERR_INVALID_)/, 'request'],
  [/^E[A-Z]+/, 'connect'],
];

/** undici's agent was closed: the process is shutting down. */
const CLOSED = /^(UND_ERR_DESTROYED|UND_ERR_CLOSED)/;

/** Classifies an error of undici or of a socket. `started`: the response had begun, so a closed connection cut it off. */
export function diagnose(error: unknown, started: boolean): TransportError | NoAttemptError {
  if (error instanceof TransportError || error instanceof NoAttemptError) return error;
  const code = codeOf(error);
  if (CLOSED.test(code)) return new NoAttemptError('shutting-down');
  const kind = BY_CODE.find(([pattern]) => pattern.test(code))?.[1] ?? 'unknown';
  return new TransportError(started && kind === 'reset' ? 'truncated' : kind, code);
}

function codeOf(error: unknown): string {
  // undici's parser errors should carry llhttp's codes, but they arrive without any.
  if (error instanceof errors.HTTPParserError) return 'HPE_INVALID';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  // Only what looks like an error code is kept: other text might quote the request.
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'UNKNOWN';
}

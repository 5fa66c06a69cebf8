import { errors } from 'undici';
import {
  CertificateFault,
  ClosedFault,
  ConnectFault,
  ConnectTimeoutFault,
  DnsFault,
  Fault,
  FramingFault,
  HeaderSizeFault,
  ProxyFault,
  RequestFault,
  ResetFault,
  TlsFault,
  TruncatedFault,
} from './transport-errors.js';

/** Codes of Node, OpenSSL and undici, by what they begin with; the first match counts. */
const BY_CODE: readonly (readonly [RegExp, new (detail: string) => Fault])[] = [
  [/^(ENOTFOUND|EAI_|EDNS|ENODATA|ESERVFAIL)/, DnsFault],
  [/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)/, ConnectTimeoutFault],
  [/^(UND_ERR_PRX_|UND_ERR_ABORTED|UND_ERR_SOCKS)/, ProxyFault],
  [/SELF_SIGNED|^(CERT_|CRL_|UNABLE_TO_|ERR_TLS_CERT|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)/, CertificateFault],
  [/^(PATH_LENGTH_EXCEEDED|ERROR_IN_(CERT|CRL)|EE_KEY_TOO_SMALL|CA_(KEY|MD)_)/, CertificateFault],
  [/^(ERR_SSL_|ERR_TLS_|EPROTO)/, TlsFault],
  [/^UND_ERR_HEADERS_OVERFLOW/, HeaderSizeFault],
  [/^HPE_/, FramingFault],
  [/^UND_ERR_RES_CONTENT_LENGTH_MISMATCH/, TruncatedFault],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_INFO)/, ResetFault],
  [/^(UND_ERR_INVALID_ARG|UND_ERR_REQ_|UND_ERR_NOT_SUPPORTED|ERR_INVALID_)/, RequestFault],
  [/^(UND_ERR_DESTROYED|UND_ERR_CLOSED)/, ClosedFault],
  [/^E[A-Z]+/, ConnectFault],
];

/**
 * Names what undici or a socket reported. `started`: a response had begun, so what ends the connection has cut it off.
 */
export function diagnose(error: unknown, started: boolean): Fault {
  if (error instanceof Fault) return error;
  const code = codeOf(error);
  const found = BY_CODE.find(([pattern]) => pattern.test(code));
  const fault = found === undefined ? new Fault(code) : new found[1](code);
  return started && fault instanceof ResetFault ? new TruncatedFault(code) : fault;
}

function codeOf(error: unknown): string {
  // undici means to give its parser's errors codes of llhttp, but they arrive without any.
  if (error instanceof errors.HTTPParserError) return 'HPE_INVALID';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  // Only what looks like an error code passes: anything else might quote the request.
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'UNKNOWN';
}

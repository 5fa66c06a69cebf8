import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/upstream/errors/diagnose.js';
import { toUpstreamError } from '../../src/upstream/errors/error-table.js';
import { serverTimeOf } from '../../src/upstream/transport/response-headers.js';
import { account } from './test-upstream.js';

describe('diagnose', () => {
  test.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'connect'],
    ['EHOSTUNREACH', 'connect'],
    ['ETIMEDOUT', 'connect-timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect-timeout'],
    ['UND_ERR_PRX_TLS', 'proxy'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['UND_ERR_SOCKET', 'reset'],
    ['never seen', 'unknown'],
  ])('classifies %s as %s', (code, kind) => {
    const error = Object.assign(new Error('s3cret'), { code });
    expect(diagnose(error, false)).toMatchObject({ kind });
  });

  test('does not report a closed agent as a failure of the provider', () => {
    const error = Object.assign(new Error(), { code: 'UND_ERR_DESTROYED' });
    expect(diagnose(error, false)).toMatchObject({ reason: 'shutting-down' });
  });

  test('reports a connection that ends during a response as truncated', () => {
    expect(diagnose(Object.assign(new Error(), { code: 'ECONNRESET' }), true)).toMatchObject({
      kind: 'truncated',
    });
  });

  test('copies only valid error codes', () => {
    const error = Object.assign(new Error('s3cret'), { code: 'GET /?signature=s3cret' });
    expect(diagnose(error, false).message).toBe('UNKNOWN');
  });
});

describe("the provider's time", () => {
  test.each([
    ['Thu, 01 Jan 2026 00:00:07 GMT', Date.UTC(2026, 0, 1, 0, 0, 7)],
    ['Thu, 01 Jan 2026 00:00:07 GMT \t', Date.UTC(2026, 0, 1, 0, 0, 7)],
    ['yesterday', undefined],
    ['2026', undefined],
    [undefined, undefined],
  ])('is read from Date: %s', (date, time) => {
    expect(serverTimeOf({ date })).toBe(time);
  });
});

describe('toUpstreamError', () => {
  test('hides the message of an unknown error', () => {
    const error = toUpstreamError(account, new Error('s3cret'));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', message: 'The provider could not be reached.' });
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('s3cret');
  });
});

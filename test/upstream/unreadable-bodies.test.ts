import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/upstream/index.js';
import type { Responder } from '../support/fault-server.js';
import { openUpstream } from './test-upstream.js';

const SHIFT_JIS = Buffer.from('83658358836783788381', 'hex');

type Headers = Readonly<Record<string, string>>;

/** A response with these headers and bytes. With `missingBytes`, it is cut off. */
function raw(status: number, body: Buffer, headers: Headers = {}, missingBytes = 0): Responder {
  return (socket) => {
    const lines = Object.entries({ 'content-length': String(body.length + missingBytes), ...headers });
    socket.write(`HTTP/1.1 ${status} Status\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    socket.write(body);
    if (missingBytes > 0) setTimeout(() => socket.destroy(), 5);
  };
}

const BODIES: readonly (readonly [string, (status: number, headers: Headers) => Responder])[] = [
  ['in another charset', (status, headers) => raw(status, SHIFT_JIS, headers)],
  ['compressed', (status, headers) => raw(status, deflateSync('{}'), { ...headers, 'content-encoding': 'deflate' })],
  [
    'wrongly declared as compressed',
    (status, headers) => raw(status, Buffer.from('{}'), { ...headers, 'Content-Encoding': 'GZIP, br' }),
  ],
  ['of an unknown encoding', (status, headers) => raw(status, SHIFT_JIS, { ...headers, 'content-encoding': 'x-own' })],
  ['cut off', (status, headers) => raw(status, Buffer.from('<html>'), headers, 100)],
  [
    'declared as huge',
    (status, headers) => raw(status, Buffer.from('<'), { ...headers, 'content-length': '99999999' }),
  ],
  [
    'with broken chunks',
    (status, headers) => (socket) => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.end(`HTTP/1.1 ${status} Status\r\n${lines.join('')}transfer-encoding: chunked\r\n\r\nzz\r\n<html>\r\n`);
    },
  ],
];

const STATUSES = [
  [401, 'UPSTREAM_AUTH', 1],
  [403, 'UPSTREAM_FORBIDDEN', 1],
  [404, 'NOT_FOUND', 1],
  [429, 'UPSTREAM_THROTTLED', 3],
  [503, 'UPSTREAM_UNAVAILABLE', 3],
] as const;

describe.each(BODIES)('an unsuccessful response whose body is %s', (_title, respond) => {
  test.each(STATUSES)('has the meaning of its status %i', async (status, code, attempts) => {
    const { get, server } = await openUpstream([respond(status, {})]);
    await expect(get()).rejects.toMatchObject({ code });
    expect(server.received).toHaveLength(attempts);
  });

  test('keeps its Retry-After', async () => {
    const { get, server } = await openUpstream([respond(429, { 'retry-after': '77' })]);
    await expect(get()).rejects.toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAfterSeconds: 77 });
    expect(server.received).toHaveLength(1);
  });
});

describe('an unsuccessful response', () => {
  test('keeps the meaning of its status if its body never ends', async () => {
    const { get } = await openUpstream([raw(403, Buffer.from('<'), { 'content-length': '100' })], {
      clock: systemClock,
      attemptTimeoutMs: 100,
    });
    await expect(get()).rejects.toMatchObject({ code: 'UPSTREAM_FORBIDDEN' });
  });

  test('counts as a rejected signature if its body cannot be decoded', async () => {
    const { get, server } = await openUpstream([raw(401, SHIFT_JIS)]);
    for (let call = 0; call < 6; call++) await expect(get(`/${call}`)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(server.received).toHaveLength(3);
  });

  test('is a redirect if its body cannot be decoded', async () => {
    const { get } = await openUpstream([raw(302, SHIFT_JIS, { location: 'https://elsewhere.example' })]);
    await expect(get()).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' });
  });
});

describe('the Content-Encoding of a success', () => {
  const body = Buffer.from('{"jobs":[]}');

  test.each(['', 'identity', 'Identity', 'identity, identity', 'utf-8', 'none'])('may be "%s"', async (encoding) => {
    const { get } = await openUpstream([raw(200, body, { 'content-encoding': encoding })]);
    await expect(get()).resolves.toMatchObject({ body: { jobs: [] } });
  });

  test.each(['gzip', 'X-GZIP', 'identity, br', 'zstd'])('may not be "%s"', async (encoding) => {
    const { get } = await openUpstream([raw(200, body, { 'content-encoding': encoding })]);
    await expect(get()).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' });
  });
});

import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { UpstreamError } from '../../src/domain/errors.js';
import { systemClock } from '../../src/upstream/index.js';
import { openFaultServer, REFUSING_URL } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { selfSigned } from '../support/self-signed.js';
import { CASES } from './failing-responses.js';
import { openUpstream } from './test-upstream.js';

describe('a call', () => {
  test.each(CASES)('$title', async ({ responder, code, message, attempts }) => {
    const { get, server } = await openUpstream([responder]);
    await expect(get()).rejects.toMatchObject({ name: 'UpstreamError', code, message });
    expect(server.received).toHaveLength(attempts);
  });

  test('succeeds if its last attempt succeeds', async () => {
    const { get } = await openUpstream([fault.resetAtOnce, fault.reply(500), fault.json({ jobs: [] })]);
    await expect(get()).resolves.toMatchObject({ body: { jobs: [] } });
  });

  test('retries a refused connection', async () => {
    const { get, signedAt } = await openUpstream([], { endpoint: REFUSING_URL });
    await expect(get()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'Connecting to the provider failed.',
    });
    expect(signedAt).toHaveLength(3);
  });

  test('fails without a request and without a retry if the certificate is not trusted', async () => {
    const server = await openFaultServer([fault.json({})], { tls: selfSigned });
    const { get, signedAt } = await openUpstream([], { endpoint: server.url });
    await expect(get()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      retryable: false,
      message: "The provider's certificate is not trusted.",
    });
    expect([signedAt.length, server.received.length]).toEqual([1, 0]);
    await server.close();
  });

  test('retries a failed TLS handshake', async () => {
    const server = await openFaultServer([]);
    const { get, signedAt } = await openUpstream([], { endpoint: new URL(`https://${server.url.host}`) });
    server.greet('HTTP/1.1 400 This is not TLS\r\n\r\n');
    await expect(get()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'TLS handshake with the provider failed.',
    });
    expect(signedAt).toHaveLength(3);
    await server.close();
  });

  test.each([
    ['does not respond', fault.hang],
    ['sends one byte at a time', fault.drip],
  ])('ends an attempt at its timeout if the provider %s', async (_title, responder) => {
    const { get, server } = await openUpstream([responder], { clock: systemClock, attemptTimeoutMs: 60 });
    await expect(get()).rejects.toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: 'The provider took too long to respond.',
    });
    expect(server.received).toHaveLength(3);
  });

  test('ends an attempt at its timeout during the TLS handshake', async () => {
    // The socket accepts but starts no TLS handshake, so that undici has no request to abort.
    const { server } = await openUpstream([fault.hang]);
    const endpoint = new URL(`https://${server.url.host}`);
    const { get } = await openUpstream([], { endpoint, clock: systemClock, attemptTimeoutMs: 60 });
    await expect(get()).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });

  test('makes one more attempt if an idle connection closes when it is reused', async () => {
    const { get, server } = await openUpstream([fault.closingOnReuse(fault.json({}))]);
    await get('/first');
    // undici reuses a connection only after one turn of the event loop.
    await setImmediate();
    await expect(get('/second')).resolves.toMatchObject({ body: {} });
    expect(server.received.map(({ target }) => target)).toEqual(['/first', '/second', '/second']);
  });

  test('rejects a redirect without following it', async () => {
    const { server: other } = await openUpstream([fault.json({ stolen: true })]);
    const { get } = await openUpstream([fault.redirect(other.url.href)]);
    await expect(get()).rejects.toMatchObject({
      code: 'UPSTREAM_INVALID',
      message: 'The provider responded with a redirect.',
    });
    expect(other.received).toEqual([]);
  });

  test('does not send a request that is not valid HTTP', async () => {
    const sign = () => ({ target: '/jobs', headers: { 'x-auth-token': 'broken\r\ntoken' } });
    const { get, server } = await openUpstream([fault.json({})], { sign });
    await expect(get()).rejects.toMatchObject({
      code: 'UPSTREAM_INVALID',
      message: 'The request could not be signed or written as HTTP.',
    });
    expect(server.received).toEqual([]);
  });

  test('requests no compression', async () => {
    const { get, server } = await openUpstream([fault.json({})]);
    await get();
    expect(server.received[0]?.headers['accept-encoding']).toBe('identity');
  });

  test('drops keys named __proto__, escaped or not', async () => {
    const { get } = await openUpstream([fault.protoKey]);
    const result = await get();
    expect(JSON.stringify(result)).toContain('"body":{"kept":1}');
    expect(Object.keys(Object.assign({}, result === 'rejected' ? {} : result.body))).toEqual(['kept']);
  });

  test('fails with an error that contains nothing of the request', async () => {
    const sign = () => ({ target: '/jobs?signature=s3cret', headers: { authorization: 's3cret\n' } });
    const { get } = await openUpstream([fault.json({})], { sign });
    const error: unknown = await get().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('s3cret');
  });
});

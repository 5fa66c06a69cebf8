import { describe, expect, test } from 'vitest';
import { UpstreamError } from '../../src/domain/errors.js';
import type { UpstreamProtocol } from '../../src/upstream/index.js';
import * as fault from '../support/responders.js';
import { account, NAME, openUpstream } from './test-upstream.js';

const bug = () => {
  throw new TypeError('s3cret is not a function');
};
const sign: UpstreamProtocol['sign'] = ({ path }) => ({ target: path, headers: {} });

describe('the protocol of a provider', () => {
  test.each<[string, UpstreamProtocol, string]>([
    ['throws while signing', { sign: bug, classify: bug }, 'The request could not be signed or written as HTTP.'],
    [
      'rejects while signing',
      { sign: () => Promise.resolve().then(bug), classify: bug },
      'The request could not be signed or written as HTTP.',
    ],
    ['throws while classifying', { sign, classify: bug }, "The provider's response could not be interpreted."],
  ])('causes UPSTREAM_INVALID without a retry and without its message if it %s', async (_what, protocol, message) => {
    const { get, server } = await openUpstream([fault.json({})], { protocol });
    await expect(get()).rejects.toMatchObject({ name: 'UpstreamError', code: 'UPSTREAM_INVALID', message });
    expect(server.received.length).toBeLessThanOrEqual(1);
  });

  test('passes on an error of the token request', async () => {
    const error = new UpstreamError('UPSTREAM_AUTH', account, 'The user or the password is wrong.');
    const { get } = await openUpstream([], { sign: () => Promise.reject(error) });
    await expect(get()).rejects.toBe(error);
  });

  test('retries a token request that fails temporarily', async () => {
    const error = new UpstreamError('UPSTREAM_UNAVAILABLE', account, 'The token service is out of order.');
    let tokenRequests = 0;
    const { get } = await openUpstream([fault.json({})], {
      sign: (...args) => (++tokenRequests < 3 ? Promise.reject(error) : sign(...args)),
    });
    await expect(get()).resolves.toMatchObject({ body: {} });
    expect(tokenRequests).toBe(3);
  });

  test('determines the request that is sent: method, target, headers and body', async () => {
    const signed = { target: '/signed?and=encoded%20once', headers: { 'X-Sdk-Date': '20260101T000000Z' } };
    const { upstream, operation, server } = await openUpstream([fault.json({})], { sign: () => signed });
    await upstream.call({ name: NAME, method: 'POST', path: '/path', query: { a: 'b' }, body: '{"é":1}' }, operation());
    expect(server.received).toMatchObject([
      {
        method: 'POST',
        target: '/signed?and=encoded%20once',
        headers: { 'x-sdk-date': '20260101T000000Z', 'content-length': '8' },
      },
    ]);
  });
});

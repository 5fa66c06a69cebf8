import { describe, expect, test } from 'vitest';
import { UpstreamError } from '../../src/domain/errors.js';
import type { UpstreamProtocol } from '../../src/upstream/index.js';
import * as fault from '../support/responders.js';
import { account, NAME, openLine } from './line.js';

const bug = () => {
  throw new TypeError('s3cret is not a function');
};
const sign: UpstreamProtocol['sign'] = ({ path }) => ({ target: path, headers: {} });

describe('what a protocol can do to a call', () => {
  test.each<[string, UpstreamProtocol, string]>([
    ['signs badly', { sign: bug, classify: bug }, 'The request could not be signed or written as HTTP.'],
    [
      'signs badly later',
      { sign: () => Promise.resolve().then(bug), classify: bug },
      'The request could not be signed or written as HTTP.',
    ],
    ['cannot cope with a reply', { sign, classify: bug }, "The provider's response could not be interpreted."],
  ])('One that %s makes the call invalid, once, and its words stay inside', async (_what, protocol, message) => {
    const { ask, server } = await openLine([fault.json({})], { protocol });
    await expect(ask()).rejects.toMatchObject({ name: 'UpstreamError', code: 'UPSTREAM_INVALID', message });
    expect(server.received.length).toBeLessThanOrEqual(1);
  });

  test('A token that cannot be bought is told as it is', async () => {
    const error = new UpstreamError('UPSTREAM_AUTH', account, 'The user or the password is wrong.');
    const { ask } = await openLine([], { sign: () => Promise.reject(error) });
    await expect(ask()).rejects.toBe(error);
  });

  test('A token that cannot be bought for the moment is tried for again', async () => {
    const error = new UpstreamError('UPSTREAM_UNAVAILABLE', account, 'The token service is out of order.');
    let purchases = 0;
    const { ask } = await openLine([fault.json({})], {
      sign: (...args) => (++purchases < 3 ? Promise.reject(error) : sign(...args)),
    });
    await expect(ask()).resolves.toMatchObject({ body: {} });
    expect(purchases).toBe(3);
  });

  test('What is signed is what is sent: method, target, headers and body', async () => {
    const signed = { target: '/signed?and=encoded%20once', headers: { 'X-Sdk-Date': '20260101T000000Z' } };
    const { upstream, operation, server } = await openLine([fault.json({})], { sign: () => signed });
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

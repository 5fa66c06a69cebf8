import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { UpstreamError } from '../../src/domain/errors.js';
import { systemClock } from '../../src/upstream/index.js';
import { openFaultServer, refusingUrl, type Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { selfSigned } from '../support/self-signed.js';
import { openLine } from './line.js';

interface Case {
  readonly title: string;
  readonly responder: Responder;
  readonly code: string;
  readonly message: string;
  /** Requests that the provider sees for one call. */
  readonly attempts: number;
}

const CASES: readonly Case[] = [
  {
    title: 'A connection closed instead of an answer is retried',
    responder: fault.closeAtOnce,
    code: 'UPSTREAM_UNAVAILABLE',
    message: 'The provider closed the connection.',
    attempts: 3,
  },
  {
    title: 'A reset instead of an answer is retried',
    responder: fault.resetAtOnce,
    code: 'UPSTREAM_UNAVAILABLE',
    message: 'The provider closed the connection.',
    attempts: 3,
  },
  {
    title: 'A reset in the middle of an answer is retried',
    responder: fault.resetMidBody,
    code: 'UPSTREAM_UNAVAILABLE',
    message: "The provider's response was cut off.",
    attempts: 3,
  },
  {
    title: 'An answer shorter than its length is retried',
    responder: fault.truncated,
    code: 'UPSTREAM_UNAVAILABLE',
    message: "The provider's response was cut off.",
    attempts: 3,
  },
  {
    title: 'An answer without its last chunk is retried',
    responder: fault.truncatedChunks,
    code: 'UPSTREAM_UNAVAILABLE',
    message: "The provider's response was cut off.",
    attempts: 3,
  },
  {
    title: 'An outage is retried and stays an outage',
    responder: fault.reply(503, 'the backend is unreachable'),
    code: 'UPSTREAM_UNAVAILABLE',
    message: 'The provider is temporarily unavailable.',
    attempts: 3,
  },
  {
    title: 'Throttling is retried',
    responder: fault.reply(429),
    code: 'UPSTREAM_THROTTLED',
    message: 'The provider is throttling requests.',
    attempts: 3,
  },
  {
    title: 'Chunks without a size are refused',
    responder: fault.badFraming,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is not valid HTTP.",
    attempts: 1,
  },
  {
    title: 'Another protocol than HTTP is refused',
    responder: fault.notHttp,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is not valid HTTP.",
    attempts: 1,
  },
  {
    title: 'A header beyond every token is refused',
    responder: fault.largeHeader,
    code: 'UPSTREAM_INVALID',
    message: "The header of the provider's response is too large.",
    attempts: 1,
  },
  {
    title: 'HTML with status 200 is refused',
    responder: fault.html,
    code: 'UPSTREAM_INVALID',
    message: "The provider's answer is no object.",
    attempts: 1,
  },
  {
    title: 'An empty answer is refused',
    responder: fault.empty,
    code: 'UPSTREAM_INVALID',
    message: "The provider's answer is no object.",
    attempts: 1,
  },
  {
    title: 'JSON of a hundred thousand levels is refused without a crash',
    responder: fault.deepJson,
    code: 'UPSTREAM_INVALID',
    message: "The provider's answer is no object.",
    attempts: 1,
  },
  {
    title: 'Bad UTF-8 is refused, not repaired',
    responder: fault.badUtf8,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is not valid UTF-8.",
    attempts: 1,
  },
  {
    title: 'An encoding that was not asked for is refused',
    responder: fault.gzipped,
    code: 'UPSTREAM_INVALID',
    message: 'The provider sent a content encoding that was not requested.',
    attempts: 1,
  },
  {
    title: 'An answer of 300 MB in chunks is cut off',
    responder: fault.endless(300),
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is too large.",
    attempts: 1,
  },
  {
    title: 'An answer in more pieces than it has any use for is cut off',
    responder: fault.crumbs,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is too large.",
    attempts: 1,
  },
  {
    title: 'An answer that announces 300 MB is not read',
    responder: fault.announcedHuge,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is too large.",
    attempts: 1,
  },
];

describe('what a fault of the provider becomes', () => {
  test.each(CASES)('$title', async ({ responder, code, message, attempts }) => {
    const { ask, server } = await openLine([responder]);
    await expect(ask()).rejects.toMatchObject({ name: 'UpstreamError', code, message });
    expect(server.received).toHaveLength(attempts);
  });

  test('A provider that answers in the end is an answer', async () => {
    const { ask } = await openLine([fault.resetAtOnce, fault.reply(500), fault.json({ jobs: [] })]);
    await expect(ask()).resolves.toMatchObject({ body: { jobs: [] } });
  });

  test('A port at which nobody listens is retried and unavailable', async () => {
    const { ask, signedAt } = await openLine([], { endpoint: await refusingUrl() });
    await expect(ask()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'Connecting to the provider failed.',
    });
    expect(signedAt).toHaveLength(3);
  });

  test('A certificate that nobody vouches for ends the call at once, and no request is sent', async () => {
    const server = await openFaultServer([fault.json({})], { tls: selfSigned });
    const { ask, signedAt } = await openLine([], { endpoint: server.url });
    await expect(ask()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      retryable: false,
      message: "The provider's certificate is not trusted.",
    });
    expect([signedAt.length, server.received.length]).toEqual([1, 0]);
    await server.close();
  });

  test('A provider that answers without TLS is retried and unavailable', async () => {
    const server = await openFaultServer([]);
    const { ask, signedAt } = await openLine([], { endpoint: new URL(`https://${server.url.host}`) });
    server.greet('HTTP/1.1 400 This is not TLS\r\n\r\n');
    await expect(ask()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'TLS handshake with the provider failed.',
    });
    expect(signedAt).toHaveLength(3);
    await server.close();
  });

  test.each([
    ['says nothing', fault.hang],
    ['drips bytes', fault.drip],
  ])('An attempt ends when its time is up, also where the provider %s', async (_title, responder) => {
    const { ask, server } = await openLine([responder], { clock: systemClock, attemptTimeoutMs: 60 });
    await expect(ask()).rejects.toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: 'The provider took too long to respond.',
    });
    expect(server.received).toHaveLength(3);
  });

  test('An attempt ends when its time is up, also while it connects', async () => {
    // A socket that accepts but never shakes hands: no connection comes about, and undici has nothing to abort.
    const { server } = await openLine([fault.hang]);
    const endpoint = new URL(`https://${server.url.host}`);
    const { ask } = await openLine([], { endpoint, clock: systemClock, attemptTimeoutMs: 60 });
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });

  test('An idle connection that closes just as it is used again costs one more attempt', async () => {
    const { ask, server } = await openLine([fault.closingOnReuse(fault.json({}))]);
    await ask('/first');
    // undici takes a connection up again a turn after it was last used.
    await setImmediate();
    await expect(ask('/second')).resolves.toMatchObject({ body: {} });
    expect(server.received.map(({ target }) => target)).toEqual(['/first', '/second', '/second']);
  });

  test('A redirect is refused, and nothing goes to where it points', async () => {
    const { server: other } = await openLine([fault.json({ stolen: true })]);
    const { ask } = await openLine([fault.redirect(other.url.href)]);
    await expect(ask()).rejects.toMatchObject({
      code: 'UPSTREAM_INVALID',
      message: 'The provider responded with a redirect.',
    });
    expect(other.received).toEqual([]);
  });

  test('A request that cannot be written as HTTP is not sent', async () => {
    const sign = () => ({ target: '/jobs', headers: { 'x-auth-token': 'broken\r\ntoken' } });
    const { ask, server } = await openLine([fault.json({})], { sign });
    await expect(ask()).rejects.toMatchObject({
      code: 'UPSTREAM_INVALID',
      message: 'The request could not be signed or written as HTTP.',
    });
    expect(server.received).toEqual([]);
  });

  test('Compression is not asked for', async () => {
    const { ask, server } = await openLine([fault.json({})]);
    await ask();
    expect(server.received[0]?.headers['accept-encoding']).toBe('identity');
  });

  test('A key named __proto__ is dropped, however it is written', async () => {
    const { ask } = await openLine([fault.protoKey]);
    const answer = await ask();
    expect(JSON.stringify(answer)).toContain('"body":{"kept":1}');
    expect(Object.keys(Object.assign({}, answer === 'refused' ? {} : answer.body))).toEqual(['kept']);
  });

  test('An error tells what happened and nothing else', async () => {
    const sign = () => ({ target: '/jobs?signature=s3cret', headers: { authorization: 's3cret\n' } });
    const { ask } = await openLine([fault.json({})], { sign });
    const error: unknown = await ask().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('s3cret');
  });
});

import { describe, expect, test, vi } from 'vitest';
import { REFUSING_URL, type Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { account, NAME, openUpstream, type TestUpstream } from './test-upstream.js';

const REQUEST = { name: NAME, method: 'GET', path: '/v1/jobs', query: { token: 's3cret' } } as const;
const FIELDS = { requestId: 'q', account: account.name, provider: account.provider, request: NAME, path: '/v1/jobs' };

function callOrError({ upstream, operation }: TestUpstream, own = operation()): Promise<unknown> {
  return upstream.call(REQUEST, own).catch((error: unknown) => error);
}

/** The log entries after all calls have ended. */
async function reportsOf(
  client: TestUpstream,
  act: (client: TestUpstream) => Promise<unknown> = callOrError,
): Promise<TestUpstream['reports']> {
  await act(client);
  return client.reports;
}

describe('a failed call', () => {
  test.each<readonly [string, Responder, object, string]>([
    [
      'a response that is not JSON',
      fault.html,
      { code: 'UPSTREAM_INVALID' },
      "The provider's response is not an object.",
    ],
    ['a redirect', fault.redirect('/?s3cret'), { code: 'UPSTREAM_INVALID' }, 'The provider responded with a redirect.'],
    ['an outage', fault.reply(503), { code: 'UPSTREAM_UNAVAILABLE' }, 'The provider is temporarily unavailable.'],
    [
      'missing permission',
      fault.reply(403),
      { code: 'UPSTREAM_FORBIDDEN' },
      'The account has no permission to read this.',
    ],
    [
      'throttling',
      fault.reply(429),
      { code: 'UPSTREAM_THROTTLED', upstreamRequestId: 'r-429' },
      'The provider is throttling requests.',
    ],
  ])('has one log entry: %s', async (_title, responder, fields, message) => {
    const client = await openUpstream([responder]);
    expect(await reportsOf(client)).toEqual([[{ ...FIELDS, ...fields }, message]]);
  });

  test('has one log entry if the connection is refused', async () => {
    const client = await openUpstream([], { endpoint: REFUSING_URL });
    const message = 'Connecting to the provider failed.';
    expect(await reportsOf(client)).toEqual([[{ ...FIELDS, code: 'UPSTREAM_UNAVAILABLE' }, message]]);
  });

  test('has one log entry for all its callers', async () => {
    const client = await openUpstream([fault.reply(403)]);
    expect(
      await reportsOf(client, () => Promise.all([callOrError(client), callOrError(client), callOrError(client)])),
    ).toHaveLength(1);
  });

  test('has the same error code in the log as in its result', async () => {
    const client = await openUpstream([fault.reply(503, '', { 'retry-after': '3600' })]);
    const code = 'UPSTREAM_THROTTLED';
    expect(await callOrError(client)).toMatchObject({ code });
    expect(client.reports).toMatchObject([
      [{ code }, "The provider's Retry-After is later than the request's deadline."],
    ]);
  });

  test('has a log entry if it was cancelled before its retry, because a hanging provider causes no other entry', async () => {
    const client = await openUpstream([fault.reply(503)]);
    client.clock.stop();
    const disconnecting = new AbortController();
    const pending = callOrError(client, client.operation({ signal: disconnecting.signal }));
    await vi.waitFor(() => {
      expect(client.clock.pauses).toHaveLength(1);
    });
    disconnecting.abort();
    expect(await reportsOf(client, () => pending)).toMatchObject([
      [{ code: 'UPSTREAM_UNAVAILABLE' }, expect.any(String)],
    ]);
  });
});

describe('the log has no entry', () => {
  test('for a call that succeeds, also after a retry or with a new token', async () => {
    const client = await openUpstream([fault.reply(503), fault.json({}), fault.reply(419), fault.json({})], {
      hasToken: true,
    });
    expect(await reportsOf(client, () => callOrError(client).then(() => callOrError(client)))).toEqual([]);
  });

  test.each([400, 404])('for a request with rejected parameters or for a missing resource (%i)', async (status) => {
    expect(await reportsOf(await openUpstream([fault.reply(status)]))).toEqual([]);
  });

  test('for a call whose callers have disconnected', async () => {
    const client = await openUpstream([fault.hang]);
    const disconnecting = new AbortController();
    const pending = callOrError(client, client.operation({ signal: disconnecting.signal }));
    await vi.waitFor(() => {
      expect(client.server.received).toHaveLength(1);
    });
    disconnecting.abort();
    expect(await reportsOf(client, () => pending)).toEqual([]);
  });

  test("for a call beyond the operation's budget", async () => {
    const client = await openUpstream([]);
    expect(await reportsOf(client, () => callOrError(client, client.operation({ upstreamCalls: 0 })))).toEqual([]);
  });

  test('for calls that an open circuit breaker rejects, except the probe of each operation', async () => {
    const client = await openUpstream([fault.reply(503)]);
    for (let call = 0; call < 4; call++) await callOrError(client);
    const before = client.reports.length;
    const operation = client.operation();
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
    await reportsOf(client, () => Promise.allSettled(paths.map((path) => client.get(path, operation))));
    expect(client.reports.length - before).toBe(1);
  });

  test('for calls that are not sent because the key is paused', async () => {
    const client = await openUpstream([fault.reply(401)]);
    for (let call = 0; call < 10; call++) await callOrError(client);
    expect(client.reports).toHaveLength(3);
  });
});

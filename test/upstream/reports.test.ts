import { describe, expect, test, vi } from 'vitest';
import { refusingUrl, type Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';
import { account, NAME, openLine, type Line } from './line.js';

const REQUEST = { name: NAME, method: 'GET', path: '/v1/jobs', query: { token: 's3cret' } } as const;
const FIELDS = { requestId: 'q', account: account.name, provider: account.provider, request: NAME, path: '/v1/jobs' };

function ask({ upstream, operation }: Line, own = operation()): Promise<unknown> {
  return upstream.call(REQUEST, own).catch((error: unknown) => error);
}

/** What the log says once everything that was asked has ended. */
async function reportsOf(line: Line, act: (line: Line) => Promise<unknown> = ask): Promise<Line['reports']> {
  await act(line);
  return line.reports;
}

describe('a call that failed', () => {
  test.each<readonly [string, Responder, object, string]>([
    ['nonsense', fault.html, { code: 'UPSTREAM_INVALID' }, "The provider's answer is no object."],
    ['a redirect', fault.redirect('/?s3cret'), { code: 'UPSTREAM_INVALID' }, 'The provider responded with a redirect.'],
    ['an outage', fault.reply(503), { code: 'UPSTREAM_UNAVAILABLE' }, 'The provider is temporarily unavailable.'],
    ['no rights', fault.reply(403), { code: 'UPSTREAM_FORBIDDEN' }, 'The account has no permission to read this.'],
    [
      'throttling',
      fault.reply(429),
      { code: 'UPSTREAM_THROTTLED', upstreamRequestId: 'r-429' },
      'The provider is throttling requests.',
    ],
  ])('has one line in the log: %s', async (_title, responder, fields, message) => {
    const line = await openLine([responder]);
    expect(await reportsOf(line)).toEqual([[{ ...FIELDS, ...fields }, message]]);
  });

  test('has one line where nobody listens', async () => {
    const line = await openLine([], { endpoint: await refusingUrl() });
    const message = 'Connecting to the provider failed.';
    expect(await reportsOf(line)).toEqual([[{ ...FIELDS, code: 'UPSTREAM_UNAVAILABLE' }, message]]);
  });

  test('has one line, however many wait for it', async () => {
    const line = await openLine([fault.reply(403)]);
    expect(await reportsOf(line, () => Promise.all([ask(line), ask(line), ask(line)]))).toHaveLength(1);
  });

  test('has the line that its callers are told', async () => {
    const line = await openLine([fault.reply(503, '', { 'retry-after': '3600' })]);
    const code = 'UPSTREAM_THROTTLED';
    expect(await ask(line)).toMatchObject({ code });
    expect(line.reports).toMatchObject([
      [{ code }, "The provider's Retry-After is later than the request's deadline."],
    ]);
  });

  test('and was given up before its retry has a line all the same: of a provider that hangs there is no other', async () => {
    const line = await openLine([fault.reply(503)]);
    line.clock.stop();
    const leaving = new AbortController();
    const asked = ask(line, line.operation({ signal: leaving.signal }));
    await vi.waitFor(() => {
      expect(line.clock.pauses).toHaveLength(1);
    });
    leaving.abort();
    expect(await reportsOf(line, () => asked)).toMatchObject([[{ code: 'UPSTREAM_UNAVAILABLE' }, expect.any(String)]]);
  });
});

describe('nothing is logged', () => {
  test('of a call that was answered, if need be after a retry or with a new token', async () => {
    const line = await openLine([fault.reply(503), fault.json({}), fault.reply(419), fault.json({})], {
      hasToken: true,
    });
    expect(await reportsOf(line, () => ask(line).then(() => ask(line)))).toEqual([]);
  });

  test.each([400, 404])('of a question that the provider understood and declined (%i)', async (status) => {
    expect(await reportsOf(await openLine([fault.reply(status)]))).toEqual([]);
  });

  test('of a call whose callers have gone', async () => {
    const line = await openLine([fault.hang]);
    const leaving = new AbortController();
    const asked = ask(line, line.operation({ signal: leaving.signal }));
    await vi.waitFor(() => {
      expect(line.server.received).toHaveLength(1);
    });
    leaving.abort();
    expect(await reportsOf(line, () => asked)).toEqual([]);
  });

  test("of what an operation's own budget does not allow", async () => {
    const line = await openLine([]);
    expect(await reportsOf(line, () => ask(line, line.operation({ upstreamCalls: 0 })))).toEqual([]);
  });

  test('of what an open breaker refuses: each operation has the line of its probe', async () => {
    const line = await openLine([fault.reply(503)]);
    for (let call = 0; call < 4; call++) await ask(line);
    const before = line.reports.length;
    const operation = line.operation();
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
    await reportsOf(line, () => Promise.allSettled(paths.map((path) => line.ask(path, operation))));
    expect(line.reports.length - before).toBe(1);
  });

  test('of what is not asked because the key is silent', async () => {
    const line = await openLine([fault.reply(401)]);
    for (let call = 0; call < 10; call++) await ask(line);
    expect(line.reports).toHaveLength(3);
  });
});

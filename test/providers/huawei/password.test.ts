import { describe, expect, it } from 'vitest';
import { HurriedClock } from '../../support/hurried-clock.js';
import { CLUSTER, NOW, operate, settle } from './cloud.js';
import { open, shut } from './iam-user.js';

const MINUTE = 60_000;

describe('A rejection by IAM', () => {
  const unauthorized = { error: { message: 'Unauthorized. pass-word-1', code: 401, title: 'Unauthorized' } };
  const { token } = { token: { expires_at: '2026-11-22T08:00:00Z', issued_at: '2026-11-21T08:00:00Z' } };
  const withToken = { 'X-Subject-Token': 'token' };

  it.each([
    { reply: { status: 401, body: unauthorized }, code: 'UPSTREAM_AUTH', retryable: false },
    { reply: { status: 403, body: {} }, code: 'UPSTREAM_FORBIDDEN', retryable: false },
    { reply: { status: 400, body: {} }, code: 'UPSTREAM_INVALID', retryable: false },
    { reply: { status: 404, body: {} }, code: 'UPSTREAM_INVALID', retryable: false },
    { reply: { status: 201, body: { token } }, code: 'UPSTREAM_INVALID', retryable: false },
    {
      reply: { status: 201, headers: { 'X-Subject-Token': 'two words' }, body: { token } },
      code: 'UPSTREAM_INVALID',
      retryable: false,
    },
    { reply: { status: 201, headers: withToken, body: {} }, code: 'UPSTREAM_INVALID', retryable: false },
    { reply: { status: 201, headers: withToken, body: '<p>' }, code: 'UPSTREAM_INVALID', retryable: false },
    { reply: { status: 302, headers: { location: '/' }, body: '' }, code: 'UPSTREAM_INVALID', retryable: false },
  ])('$reply.status is $code, contains no secret and is not cached', async ({ reply, code, retryable }) => {
    let isDown = true;
    const clock = new HurriedClock();
    const { list } = await open({ iam: () => (isDown ? reply : undefined), clock });
    const error: unknown = await list().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, retryable, message: expect.stringMatching(/\bIAM\b/) as unknown });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('pass-word-1');
    isDown = false;
    clock.advance(MINUTE);
    expect(await list()).toMatchObject({ rows: [] });
  });

  it.each([429, 503])('with %i is retried', async (status) => {
    const { list, tokenRequests } = await open({ iam: (count) => (count === 1 ? { status, body: {} } : undefined) });
    expect(await list()).toMatchObject({ rows: [] });
    expect(tokenRequests).toHaveLength(2);
  });

  const reject = () => ({ status: 401, body: unauthorized });

  it('of a password occurs once a minute, for any number of calls and accounts of the user', async () => {
    const clock = new HurriedClock();
    const { openProject, tokenRequests, calls } = await open({ iam: reject, clock });
    const lists = Array.from({ length: 10 }, (_, index) => openProject(`project-${index}`));
    for (const minute of [1, 2, 3]) {
      for (let round = 0; round < 3; round++) {
        const reads = lists.flatMap((list) => Array.from({ length: 5 }, (_, index) => list(`cluster-${index}`)));
        for (const outcome of await Promise.allSettled(reads))
          expect(outcome).toMatchObject({
            reason: { code: 'UPSTREAM_AUTH', retryable: false, message: expect.stringMatching(/^IAM /) as unknown },
          });
      }
      expect(tokenRequests).toHaveLength(minute);
      clock.advance(MINUTE);
    }
    expect(calls).toHaveLength(0);
  });

  it('of a password that was valid the day before occurs once for all accounts of the user', async () => {
    const clock = new HurriedClock();
    let [now, isChanged] = [NOW, false];
    const { openProject, tokenRequests } = await open({
      iam: () => (isChanged ? reject() : undefined),
      clock,
      now: () => now,
    });
    const lists = Array.from({ length: 10 }, (_, index) => openProject(`project-${index}`));
    await Promise.all(lists.map((list) => list()));
    expect(tokenRequests).toHaveLength(10);
    isChanged = true;
    now += 24 * 3_600_000;
    clock.advance(24 * 3_600_000);
    await Promise.allSettled(lists.map((list) => list()));
    expect(tokenRequests).toHaveLength(11);
  });

  it('does not affect a token that is still valid', async () => {
    const { list, openProject, tokenRequests } = await open({ iam: (count) => (count > 1 ? reject() : undefined) });
    await list();
    await expect(openProject('other')()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(await list()).toMatchObject({ rows: [] });
    expect(tokenRequests).toHaveLength(2);
  });

  it('takes no further call from an operation’s budget while IAM is not called', async () => {
    const { list } = await open({ iam: reject });
    const operation = operate(12);
    for (let call = 0; call < 11; call++) {
      await expect(list(`cluster-${call}`, operation)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    }
    expect(operation.takeCall()).toBe(false);
  });

  it('is not awaited if the operation that tries the password is aborted', async () => {
    const limiter = shut();
    const { list, openProject, tokenRequests } = await open({ iam: (n) => (n === 1 ? limiter.opened : undefined) });
    const leaving = new AbortController();
    const first = list(CLUSTER, operate(9, leaving.signal));
    while (tokenRequests.length === 0) await settle();
    const second = openProject('other')();
    await settle();
    expect(tokenRequests).toHaveLength(1);
    leaving.abort();
    await expect(first).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(await second).toMatchObject({ rows: [] });
    limiter.open();
  });
});

import { describe, expect, it } from 'vitest';
import { CLUSTER, NOW, operate, PROJECT, settle } from './cloud.js';
import { open, shut } from './iam-user.js';

describe('An IAM token', () => {
  it('is requested for the project and sent as X-Auth-Token', async () => {
    const { list, tokenRequests, calls } = await open();
    await list();
    expect(tokenRequests).toMatchObject([{ method: 'POST', path: '/v3/auth/tokens' }]);
    expect(JSON.parse(tokenRequests[0]?.body ?? '')).toEqual({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'reader', password: 'pass-word-1', domain: { name: 'acme' } } },
        },
        scope: { project: { id: PROJECT } },
      },
    });
    expect(calls[0]?.headers).toMatchObject({ 'x-auth-token': 'token-1', 'x-project-id': PROJECT });
    expect(calls[0]?.headers).not.toHaveProperty('authorization');
  });

  it('is requested once for fifty calls that wait for it', async () => {
    const { list, tokenRequests, calls } = await open();
    await Promise.all(Array.from({ length: 50 }, (_, index) => list(`cluster-${index}`)));
    await list();
    expect(tokenRequests).toHaveLength(1);
    expect(calls).toHaveLength(51);
  });

  it.each([
    { lifetimeMs: 24 * 3_600_000, fresh: 23 * 3_600_000, stale: 24 * 3_600_000 - 299_000 },
    { lifetimeMs: 60_000, fresh: 53_000, stale: 55_000 },
  ])(
    'of $lifetimeMs ms is renewed in the background shortly before it expires',
    async ({ lifetimeMs, fresh, stale }) => {
      let now = NOW;
      const { list, tokenRequests, calls } = await open({ now: () => now, lifetimeMs });
      await list();
      now = NOW + fresh;
      await list();
      now = NOW + stale;
      await list();
      while (tokenRequests.length < 2) await settle();
      await settle();
      await list();
      const tokens = ['token-1', 'token-1', 'token-1', 'token-2'];
      expect(calls.map(({ headers }) => headers['x-auth-token'])).toEqual(tokens);
    },
  );

  it('lasts as long as IAM specifies even if the local clock is days off', async () => {
    const { list, tokenRequests } = await open({ now: () => NOW + 7 * 86_400_000 });
    await list();
    await list();
    expect(tokenRequests).toHaveLength(1);
  });

  it('that IAM issues as expired is an error that names IAM, and is not requested for each call', async () => {
    const { list, tokenRequests, calls } = await open({ lifetimeMs: 0 });
    for (let count = 0; count < 5; count++) {
      await expect(list(`cluster-${count}`)).rejects.toMatchObject({
        code: 'UPSTREAM_INVALID',
        message: "IAM's response has an expired token.",
        failure: { peer: 'IAM' },
      });
    }
    expect(tokenRequests).toHaveLength(1);
    expect(calls).toEqual([]);
  });

  it('that is rejected is replaced, and the call is repeated', async () => {
    const { list, tokenRequests, calls } = await open({ takes: (token) => token === 'token-2' });
    await list();
    await list();
    expect(tokenRequests).toHaveLength(2);
    expect(calls.map(({ headers }) => headers['x-auth-token'])).toEqual(['token-1', 'token-2', 'token-2']);
  });

  it('that is rejected in fifty calls is replaced once', async () => {
    let current = 'token-1';
    const { list, tokenRequests } = await open({ takes: (token) => token === current });
    await list();
    current = 'token-2';
    await Promise.all(Array.from({ length: 50 }, (_, index) => list(`cluster-${index}`)));
    expect(tokenRequests).toHaveLength(2);
  });

  it('is not replaced twice for one call', async () => {
    const { list, calls } = await open({ takes: () => false });
    await expect(list()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH', retryable: false });
    expect(calls).toHaveLength(2);
  });

  it('is not requested for each of fifty calls to a service that rejects every token', async () => {
    const { list, tokenRequests } = await open({ takes: () => false });
    for (let call = 0; call < 50; call++) {
      await expect(list(`cluster-${call}`)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    }
    expect(tokenRequests).toHaveLength(2);
  });

  it('counts as an upstream call', async () => {
    const { list, tokenRequests } = await open();
    await expect(list(CLUSTER, operate(1))).rejects.toMatchObject({ code: 'UPSTREAM_LIMIT' });
    expect(tokenRequests).toHaveLength(0);
    const operation = operate(2);
    await list(CLUSTER, operation);
    expect(operation.takeCall()).toBe(false);
  });

  it('is still issued to the other callers if one of them is aborted', async () => {
    const limiter = shut();
    const { list, tokenRequests } = await open({ iam: () => limiter.opened });
    const leaving = new AbortController();
    const first = list('cluster-1', operate(9, leaving.signal));
    const second = list('cluster-2');
    while (tokenRequests.length === 0) await settle();
    leaving.abort();
    await expect(first).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    limiter.open();
    expect(await second).toMatchObject({ rows: [] });
    expect(tokenRequests).toHaveLength(1);
  });

  it('is requested again by the next caller if all callers of the first request were aborted', async () => {
    const limiter = shut();
    const { list, tokenRequests } = await open({ iam: (count) => (count === 1 ? limiter.opened : undefined) });
    const leaving = new AbortController();
    const first = list(CLUSTER, operate(9, leaving.signal));
    while (tokenRequests.length === 0) await settle();
    leaving.abort();
    await expect(first).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(await list()).toMatchObject({ rows: [] });
    expect(tokenRequests).toHaveLength(2);
    limiter.open();
  });
});

import { describe, expect, it } from 'vitest';
import { CLUSTER, iamUser, NOW, openAccount, operate, PROJECT, settle, startCloud, type Reply } from './cloud.js';

const EXPIRED: Reply = { status: 401, body: { error_code: 'APIGW.0307', error_msg: 'The token must be updated.' } };
const FINE: Reply = { body: { clusterLogRecord: [] } };

interface Options {
  /** Answers IAM's n-th request, from 1; `undefined` sells a token. */
  readonly iam?: (purchase: number) => Reply | undefined | Promise<Reply | undefined>;
  /** Whether the service takes a token. */
  readonly takes?: (token: string) => boolean;
  readonly now?: () => number;
  readonly lifetimeMs?: number;
}

function sell(purchase: number, lifetimeMs: number): Reply {
  const token = {
    methods: ['password'],
    issued_at: new Date(NOW).toISOString(),
    expires_at: new Date(NOW + lifetimeMs).toISOString().replace('Z', '000Z'),
  };
  return { status: 201, headers: { 'X-Subject-Token': `token-${purchase}` }, body: { token } };
}

async function open({ iam = () => undefined, takes = () => true, now, lifetimeMs = 24 * 3_600_000 }: Options = {}) {
  const iamCloud = await startCloud(async () => {
    const purchase = iamCloud.asked.length;
    return (await iam(purchase)) ?? sell(purchase, lifetimeMs);
  });
  const cloud = await startCloud(({ headers }) => (takes(String(headers['x-auth-token'])) ? FINE : EXPIRED));
  const auth = iamUser(iamCloud.endpoint);
  const account = openAccount('HUAWEI_CSS', { endpoint: cloud.endpoint, auth, ...(now && { now }) });
  const list = (clusterId = CLUSTER, operation = operate()) =>
    account.jobs(operation, clusterId).fetch({ offset: 1, limit: 10 });
  return { list, purchases: iamCloud.asked, calls: cloud.asked };
}

/** A gate that stays shut until it is opened. */
function shut() {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return {
    opened: promise,
    open: () => {
      resolve(undefined);
    },
  };
}

describe('An IAM token', () => {
  it('is bought for the project and sent as X-Auth-Token.', async () => {
    const { list, purchases, calls } = await open();
    await list();
    expect(purchases).toMatchObject([{ method: 'POST', path: '/v3/auth/tokens' }]);
    expect(JSON.parse(purchases[0]?.body ?? '')).toEqual({
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

  it('is bought once for fifty calls that wait for it.', async () => {
    const { list, purchases, calls } = await open();
    await Promise.all(Array.from({ length: 50 }, (_, index) => list(`cluster-${index}`)));
    await list();
    expect(purchases).toHaveLength(1);
    expect(calls).toHaveLength(51);
  });

  it.each([
    { lifetimeMs: 24 * 3_600_000, fresh: 23 * 3_600_000, stale: 24 * 3_600_000 - 299_000 },
    { lifetimeMs: 60_000, fresh: 53_000, stale: 55_000 },
  ])('of $lifetimeMs ms is bought anew shortly before it expires.', async ({ lifetimeMs, fresh, stale }) => {
    let now = NOW;
    const { list, calls } = await open({ now: () => now, lifetimeMs });
    await list();
    now = NOW + fresh;
    await list();
    now = NOW + stale;
    await list();
    expect(calls.map(({ headers }) => headers['x-auth-token'])).toEqual(['token-1', 'token-1', 'token-2']);
  });

  it('lasts as long as IAM says even if our clock is days off.', async () => {
    const { list, purchases } = await open({ now: () => NOW + 7 * 86_400_000 });
    await list();
    await list();
    expect(purchases).toHaveLength(1);
  });

  it('that is refused is replaced, and the call replayed.', async () => {
    const { list, purchases, calls } = await open({ takes: (token) => token === 'token-2' });
    await list();
    await list();
    expect(purchases).toHaveLength(2);
    expect(calls.map(({ headers }) => headers['x-auth-token'])).toEqual(['token-1', 'token-2', 'token-2']);
  });

  it('that is refused to fifty calls is replaced once.', async () => {
    let current = 'token-1';
    const { list, purchases } = await open({ takes: (token) => token === current });
    await list();
    current = 'token-2';
    await Promise.all(Array.from({ length: 50 }, (_, index) => list(`cluster-${index}`)));
    expect(purchases).toHaveLength(2);
  });

  it('is not replaced twice for one call.', async () => {
    const { list, calls } = await open({ takes: () => false });
    await expect(list()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH', retryable: false });
    expect(calls).toHaveLength(2);
  });

  it('counts as an upstream call.', async () => {
    const { list, purchases } = await open();
    await expect(list(CLUSTER, operate(1))).rejects.toMatchObject({ code: 'UPSTREAM_LIMIT' });
    expect(purchases).toHaveLength(0);
    const operation = operate(2);
    await list(CLUSTER, operation);
    expect(operation.takeCall()).toBe(false);
  });

  it('is not lost to the others when one who waits for it goes.', async () => {
    const gate = shut();
    const { list, purchases } = await open({ iam: () => gate.opened });
    const leaving = new AbortController();
    const first = list('cluster-1', operate(9, leaving.signal));
    const second = list('cluster-2');
    while (purchases.length === 0) await settle();
    leaving.abort();
    await expect(first).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    gate.open();
    expect(await second).toMatchObject({ rows: [] });
    expect(purchases).toHaveLength(1);
  });

  it('that nobody waits for any more is bought anew by the next.', async () => {
    const gate = shut();
    const { list, purchases } = await open({ iam: (purchase) => (purchase === 1 ? gate.opened : undefined) });
    const leaving = new AbortController();
    const first = list(CLUSTER, operate(9, leaving.signal));
    while (purchases.length === 0) await settle();
    leaving.abort();
    await expect(first).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(await list()).toMatchObject({ rows: [] });
    expect(purchases).toHaveLength(2);
    gate.open();
  });
});

describe('IAM’s refusal', () => {
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
  ])('$reply.status is $code, says nothing secret and is not kept.', async ({ reply, code, retryable }) => {
    let isDown = true;
    const { list } = await open({ iam: () => (isDown ? reply : undefined) });
    const error: unknown = await list().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, retryable });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('pass-word-1');
    isDown = false;
    expect(await list()).toMatchObject({ rows: [] });
  });

  it.each([429, 503])('%i is tried again.', async (status) => {
    const { list, purchases } = await open({ iam: (purchase) => (purchase === 1 ? { status, body: {} } : undefined) });
    expect(await list()).toMatchObject({ rows: [] });
    expect(purchases).toHaveLength(2);
  });

  it('of a password is met once by an operation of fifty calls, and anew by the next operation.', async () => {
    const { list, purchases, calls } = await open({ iam: () => ({ status: 401, body: unauthorized }) });
    const operation = operate();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => list(`cluster-${index}`, operation)),
    );
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(purchases).toHaveLength(1);
    await expect(list()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(purchases).toHaveLength(2);
    expect(calls).toHaveLength(0);
  });
});

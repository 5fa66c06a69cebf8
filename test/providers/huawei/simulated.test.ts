import { describe, expect, it, onTestFinished } from 'vitest';
import { createSecret } from '../../../src/config/secret.js';
import type { PageRequest } from '../../../src/paging/feed.js';
import { startClouds, type Behaviour, type SimulatedAccount } from '../../../src/simulator/index.js';
import { openAccount, operate } from './cloud.js';

const PROVIDERS = {
  'huawei-css': 'HUAWEI_CSS',
  'huawei-dws': 'HUAWEI_DWS',
  'huawei-geminidb': 'HUAWEI_GEMINIDB',
} as const;
const DAY_MS = 86_400_000;

async function start(name: string, behaviour: Partial<Behaviour> = {}) {
  const clouds = await startClouds({ behaviour });
  onTestFinished(() => clouds.close());
  const entry = clouds.accounts.find((account) => account.name === name);
  if (entry === undefined || entry.provider === 'qingcloud') throw new Error(`There is no ${name}.`);
  const { provider, projectId, endpoint } = entry;
  const account = openAccount(PROVIDERS[provider], {
    endpoint: new URL(endpoint),
    projectId,
    auth: toAuth(entry.auth),
    now: () => clouds.clock.now(),
  });
  return { clouds, account, state: clouds.state(name) };
}

function toAuth(auth: Exclude<SimulatedAccount, { provider: 'qingcloud' }>['auth']) {
  if ('iam' in auth) {
    const { endpoint, password } = auth.iam;
    return { iam: { ...auth.iam, endpoint: new URL(endpoint), password: createSecret(password) } };
  }
  const { accessKeyId, secretAccessKey, securityToken } = auth;
  const key = { accessKeyId, secretAccessKey: createSecret(secretAccessKey) };
  return securityToken === undefined ? key : { ...key, securityToken: createSecret(securityToken) };
}

describe.each(['search-prod', 'search-europe', 'warehouse', 'analytics', 'tables'])(
  'The simulated account %s',
  (name) => {
    it('returns its clusters and jobs unchanged', async () => {
      const { account, state, clouds } = await start(name);
      const now = Math.ceil(clouds.clock.now() / 1000) * 1000;
      const first = (origin: number): PageRequest => ({
        offset: origin,
        limit: 50,
        window: { from: now - 30 * DAY_MS, to: now },
      });

      const list = account.clusters(operate());
      const clusters = await list.fetch(first(list.style.origin));
      const truth = state.clusters();
      const rows = clusters === 'rejected' ? [] : clusters.rows;
      expect(rows.map(({ identity }) => identity).toSorted()).toEqual(
        truth
          .slice(0, 50)
          .map(({ id }) => id)
          .toSorted(),
      );
      expect(await account.getClusters(operate(), [truth[0]?.id ?? '', 'no-such-cluster'])).toMatchObject([
        { nativeId: truth[0]?.id, name: truth[0]?.name },
        null,
      ]);

      for (const scope of state.scopes().slice(0, 3)) {
        const feed = account.jobs(operate(), scope);
        const page = await feed.fetch(first(feed.style.origin));
        const times = page === 'rejected' ? [] : page.rows.map(({ value }) => value.createdAt);
        const since = feed.style.windowMs === undefined ? 0 : now - feed.style.windowMs;
        const expected = state.jobs(scope).filter(({ createdAt }) => (createdAt ?? now) >= since);
        expect(times).toEqual(expected.slice(0, 50).map(({ createdAt }) => createdAt));
      }
    });
  },
);

describe('The simulated CSS', () => {
  it.each(['both', 'start', 'offset', 'start-strict', 'offset-strict'] as const)(
    'that reads "%s" returns its second page and rejects rows after the last reachable one',
    async (cssParameters) => {
      const { account, state } = await start('search-prod', { cssParameters });
      const scope = state.scopes().toSorted((a, b) => state.jobs(b).length - state.jobs(a).length)[0] ?? '';
      const feed = account.jobs(operate(), scope);
      const page = await feed.fetch({ offset: 3, limit: 4 });
      const times = page === 'rejected' ? [] : page.rows.map(({ time }) => time);
      expect(times.length).toBeGreaterThan(1);
      expect(times).toEqual(
        state
          .jobs(scope)
          .slice(2, 6)
          .map(({ createdAt }) => createdAt),
      );
      expect(await feed.fetch({ offset: 1001, limit: 4 })).toBe('rejected');
    },
  );
});

describe('The simulated DWS', () => {
  it('has base64 errors that are decoded with either status', async () => {
    for (const dwsMissingStatus of [401, 404] as const) {
      const { account } = await start('analytics', { dwsBase64Errors: true, dwsMissingStatus });
      const missing = '00000000-0000-4000-8000-000000000000';
      const feed = account.jobs(operate(), missing);
      await expect(feed.fetch({ offset: 0, limit: 10 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await account.getClusters(operate(), [missing, 'no-uuid'])).toEqual([null, null]);
    }
  });

  it('whose tokens were revoked is called with a new one', async () => {
    const { account, clouds } = await start('warehouse');
    await account.probe(operate());
    clouds.revokeTokens();
    await account.probe(operate());
    expect(clouds.calls.count('iam')).toBe(2);
    expect(clouds.calls.count('dws')).toBe(3);
  });
});

describe('The simulated GeminiDB', () => {
  it.each([true, false])('finds old jobs by id (by id alone: %s)', async (geminiDbIdIgnoresWindow) => {
    const { account, state } = await start('tables', { geminiDbIdIgnoresWindow });
    const job = state.jobs('').at(-1);
    const key = { account: 'test', scope: '', identity: job?.key ?? '', createdAt: job?.createdAt ?? null };
    expect(await account.getJobs?.(operate(), [key])).toMatchObject([{ identity: job?.key, time: job?.createdAt }]);
  });
});

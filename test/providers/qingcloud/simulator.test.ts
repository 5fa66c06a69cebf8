import { CredentialSources } from '../../../src/providers/shared/credential-sources.js';
import { systemClock } from '../../../src/upstream/index.js';
import { silentLogger } from '../../../src/upstream/logger.js';
import { expect, onTestFinished, test } from 'vitest';
import { createSecret } from '../../../src/config/secret.js';
import { createAgent, createOperation, createUpstream } from '../../../src/upstream/index.js';
import type { Feed, Row } from '../../../src/paging/feed.js';
import { createQingCloudAccount } from '../../../src/providers/qingcloud/index.js';
import { createFrozenClock, startClouds, type CloudsOptions } from '../../../src/simulator/index.js';

const ENDED = { succeeded: ['SUCCEEDED'], failed: ['FAILED'], running: ['RUNNING'], pending: ['PENDING'] };

async function open(options: CloudsOptions = {}) {
  const clouds = await startClouds({ clock: createFrozenClock(Math.floor(Date.now() / 1000) * 1000), ...options });
  const agent = createAgent();
  const operation = createOperation({ requestId: 'test', timeoutMs: 30_000, upstreamCalls: 1000 });
  onTestFinished(async () => {
    operation.dispose();
    await agent.close();
    await clouds.close();
  });
  const entry = clouds.accounts.find(({ name }) => name === 'middleware');
  if (entry?.provider !== 'qingcloud') throw new Error('The simulation has no QingCloud.');
  const { accessKeyId, secretAccessKey } = entry.auth;
  const config = {
    name: entry.name,
    provider: 'QINGCLOUD' as const,
    region: entry.region,
    endpoint: new URL(entry.endpoint),
    timeZone: 'UTC',
    concurrency: 8,
    auth: { accessKeyId, secretAccessKey: createSecret(secretAccessKey) },
  };
  const provider = createQingCloudAccount(config, {
    upstream: (protocol) => createUpstream({ ...config, account: config, protocol, attemptTimeoutMs: 5000, agent }),
    sources: new CredentialSources({ clock: systemClock, logger: silentLogger }),
  });
  return { provider, operation, clouds, state: clouds.state('middleware') };
}

async function readAll<T>(feed: Feed<T>, limit = 100): Promise<Row<T>[]> {
  const rows: Row<T>[] = [];
  for (;;) {
    const page = await feed.fetch({ offset: rows.length, limit });
    if (page === 'rejected' || page.rows.length === 0) return rows;
    rows.push(...page.rows);
  }
}

test.each<[string, CloudsOptions]>([
  ['as documented', {}],
  ['with nulls among the rows', { behaviour: { qingCloudNulls: true } }],
  ['with fractions of seconds', { behaviour: { qingCloudFractions: true } }],
  ['with clusters only in resource_ids', { behaviour: { qingCloudClustersIn: 'resource_ids' } }],
  ['with clusters only in the directive', { behaviour: { qingCloudClustersIn: 'directive' } }],
])('All jobs of an app are read from a cloud %s', async (_, options) => {
  const { provider, operation, state } = await open(options);
  for (const app of state.scopes()) {
    const rows = await readAll(provider.jobs(operation, app));
    const truth = state.jobs(app);
    expect(rows.map(({ value }) => value.clusters.map(({ nativeId }) => nativeId))).toEqual(
      truth.map(({ clusterIds }) => clusterIds),
    );
    expect(rows).toMatchObject(
      truth.map((job) => ({
        identity: job.key,
        time: job.createdAt,
        value: { action: job.action, finishedAt: job.finishedAt, failureReason: job.reason === '' ? null : job.reason },
      })),
    );
    expect(rows.map(({ value }) => [value.status])).toEqual(truth.map(({ phase }) => ENDED[phase]));
  }
});

test('All clusters are read from the list, deleted ones if requested, and all of them by id', async () => {
  const { provider, operation, state } = await open();
  const living = await readAll(provider.clusters(operation));
  expect(living.map(({ identity }) => identity)).toEqual(state.clusters().map(({ id }) => id));
  const gone = await readAll(provider.clusters(operation, ['DELETED']));
  expect(gone.length).toBeGreaterThan(0);
  expect(new Set(gone.map(({ value }) => value.status))).toEqual(new Set(['DELETED']));
  const ids = [...living, ...gone].map(({ identity }) => identity);
  const found = await provider.getClusters(operation, [...ids, 'cl-00000000']);
  expect(found).toEqual([...[...living, ...gone].map(({ value }) => value), null]);
});

test.each(['empty', 'error'] as const)('Jobs are found by id if a missing one means %s', async (qingCloudMissing) => {
  const { provider, operation, state } = await open({ behaviour: { qingCloudMissing } });
  const keys = state
    .jobs()
    .slice(0, 120)
    .map(({ key, scope, createdAt }) => ({
      account: 'middleware',
      scope,
      identity: key,
      createdAt,
    }));
  const missing = { account: 'middleware', scope: 'app-tg3lbp0a', identity: 'j-0', createdAt: 0 };
  const found = await provider.getJobs?.(operation, [missing, ...keys]);
  expect(found).toMatchObject([null, ...keys.map(({ identity }) => ({ identity }))]);
});

test('The account is probed with one call', async () => {
  const { provider, operation, clouds } = await open();
  await provider.probe(operation);
  expect(clouds.calls.count('qingcloud')).toBe(1);
});

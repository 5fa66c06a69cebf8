import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { startClouds } from '../../src/simulator/index.js';
import { openFaultServer, type Responder } from '../support/fault-server.js';
import { hang } from '../support/responders.js';
import { testClusterIds, openGraphForTest, PROVIDERS } from './served-graph.js';

const clouds = await startClouds();
const ids = await testClusterIds(clouds);
afterAll(() => clouds.close());

const CLUSTERS = '{ clusters(first: 100) { nodes { provider } unavailable { code account { provider } } } }';
const JOBS =
  'query ($failing: ID!, $healthy: ID!) { failing: cluster(id: $failing) { jobs { nodes { id } } } healthy: cluster(id: $healthy) { jobs { nodes { id } } } }';

async function openWith(limits: Readonly<Record<string, number>>, responder: Responder = hang) {
  const server = await openFaultServer([responder]);
  onTestFinished(() => server.close());
  const graph = await openGraphForTest(clouds, { endpoints: { HUAWEI_DWS: server.url.href }, limits });
  return { server, graph };
}

/** Waits until the condition holds. */
async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 1000) throw new Error('The condition never held.');
    await delay(5);
  }
}

const LONG_TIMEOUTS = { upstreamTimeoutMs: 60_000, requestTimeoutMs: 60_000 };

test('An operation returns the data that it has at its deadline, and UPSTREAM_TIMEOUT for the rest', async () => {
  const { graph } = await openWith({ upstreamTimeoutMs: 60_000, requestTimeoutMs: 1000 });
  const [clusters, jobs] = await Promise.all([
    graph.query(CLUSTERS),
    graph.query(JOBS, { failing: ids.HUAWEI_DWS, healthy: ids.HUAWEI_CSS }),
  ]);
  expect(clusters.status).toBe(200);
  const found = clusters.data as { clusters: { nodes: { provider: string }[]; unavailable: unknown[] } };
  expect(new Set(found.clusters.nodes.map(({ provider }) => provider))).toEqual(
    new Set(PROVIDERS.filter((provider) => provider !== 'HUAWEI_DWS')),
  );
  expect(found.clusters.unavailable).toEqual([{ code: 'UPSTREAM_TIMEOUT', account: { provider: 'HUAWEI_DWS' } }]);
  expect(jobs.status).toBe(200);
  expect(jobs.data).toMatchObject({ failing: { jobs: null } });
  expect(jobs.data?.['healthy']).toMatchObject({
    jobs: { nodes: expect.arrayContaining([expect.anything()]) as unknown },
  });
  expect(jobs.errors).toMatchObject([
    { path: ['failing', 'jobs'], extensions: { code: 'UPSTREAM_TIMEOUT', account: 'analytics', retryable: true } },
  ]);
});

test('Operations on other clouds succeed while many operations wait for a cloud that hangs', async () => {
  const { server, graph } = await openWith(LONG_TIMEOUTS);
  const controller = new AbortController();
  const waiting = Array.from({ length: 40 }, () =>
    graph.query(CLUSTERS, {}, { signal: controller.signal }).then(
      () => 'responded',
      () => 'cancelled',
    ),
  );
  await until(() => server.received.length > 0);
  for (const healthy of [ids.HUAWEI_CSS, ids.HUAWEI_GEMINIDB, ids.QINGCLOUD]) {
    const { errors } = await graph.query('query ($id: ID!) { cluster(id: $id) { name jobs { nodes { id } } } }', {
      id: healthy,
    });
    expect(errors).toEqual([]);
  }
  controller.abort();
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['cancelled']));
});

test('Disconnecting a caller cancels its upstream calls', async () => {
  const { server, graph } = await openWith(LONG_TIMEOUTS);
  const controller = new AbortController();
  const gone = graph.query(CLUSTERS, {}, { signal: controller.signal }).catch(() => 'gone');
  await until(() => server.received.length > 0);
  expect(server.open()).toBe(1);
  controller.abort();
  await gone;
  await until(() => server.open() === 0);
  expect(server.received).toHaveLength(1);
});

test('Disconnecting a caller does not cancel a call that another caller waits for', async () => {
  const { server, graph } = await openWith(LONG_TIMEOUTS);
  const controller = new AbortController();
  const gone = graph.query(CLUSTERS, {}, { signal: controller.signal }).catch(() => 'gone');
  await until(() => server.received.length > 0);
  const stays = new AbortController();
  const staying = graph.query(CLUSTERS, {}, { signal: stays.signal }).catch(() => 'gone');
  // Both are in progress once the second one has called the other clouds.
  const before = clouds.calls.count('css');
  await until(() => clouds.calls.count('css') > before || server.received.length > 1);
  controller.abort();
  await gone;
  await delay(50);
  expect(server.open()).toBe(1);
  expect(server.received).toHaveLength(1);
  stays.abort();
  await staying;
  await until(() => server.open() === 0);
});

test('An outage of every provider leaves the process ready, and the first query after the outage succeeds', async () => {
  const server = await openFaultServer([hang]);
  onTestFinished(() => server.close());
  server.respondWith((socket) => socket.destroy());
  const endpoints = { HUAWEI_CSS: server.url.href, HUAWEI_DWS: server.url.href, HUAWEI_GEMINIDB: server.url.href };
  const graph = await openGraphForTest(clouds, { endpoints: { ...endpoints, QINGCLOUD: server.url.href } });
  for (let round = 0; round < 12; round++) {
    const { status, data } = await graph.query(CLUSTERS);
    expect([status, data]).toMatchObject([200, { clusters: { nodes: [], unavailable: { length: 4 } } }]);
    const ready = await fetch(new URL('/health/ready', graph.url));
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  }
  server.respondWith((socket, { method }) => {
    const body = '{"ret_code":0,"cluster_set":[],"clusters":[],"instances":[]}';
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\nx-method: ${method}\r\n\r\n${body}`);
  });
  const { data } = await graph.query(CLUSTERS);
  expect(data).toEqual({ clusters: { nodes: [], unavailable: [] } });
});

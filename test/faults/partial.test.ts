import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { startClouds } from '../../src/simulator/index.js';
import { openFaultServer, type Responder } from '../support/fault-server.js';
import { hang } from '../support/responders.js';
import { idsOf, openWorldForTest, PROVIDERS } from './world.js';

const clouds = await startClouds();
const ids = await idsOf(clouds);
afterAll(() => clouds.close());

const CLUSTERS = '{ clusters(first: 100) { nodes { provider } unavailable { code account { provider } } } }';
const JOBS =
  'query ($sick: ID!, $well: ID!) { sick: cluster(id: $sick) { jobs { nodes { id } } } well: cluster(id: $well) { jobs { nodes { id } } } }';

async function openWith(limits: Readonly<Record<string, number>>, responder: Responder = hang) {
  const server = await openFaultServer([responder]);
  onTestFinished(() => server.close());
  const world = await openWorldForTest(clouds, { endpoints: { HUAWEI_DWS: server.url.href }, limits });
  return { server, world };
}

/** Waits until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 1000) throw new Error('It never came to be.');
    await delay(5);
  }
}

const PATIENT = { upstreamTimeoutMs: 60_000, requestTimeoutMs: 60_000 };

test('When the time of an operation is up, what is there is answered, and the rest is UPSTREAM_TIMEOUT', async () => {
  const { world } = await openWith({ upstreamTimeoutMs: 60_000, requestTimeoutMs: 1000 });
  const [clusters, jobs] = await Promise.all([
    world.ask(CLUSTERS),
    world.ask(JOBS, { sick: ids.HUAWEI_DWS, well: ids.HUAWEI_CSS }),
  ]);
  expect(clusters.status).toBe(200);
  const found = clusters.data as { clusters: { nodes: { provider: string }[]; unavailable: unknown[] } };
  expect(new Set(found.clusters.nodes.map(({ provider }) => provider))).toEqual(
    new Set(PROVIDERS.filter((provider) => provider !== 'HUAWEI_DWS')),
  );
  expect(found.clusters.unavailable).toEqual([{ code: 'UPSTREAM_TIMEOUT', account: { provider: 'HUAWEI_DWS' } }]);
  expect(jobs.status).toBe(200);
  expect(jobs.data).toMatchObject({ sick: { jobs: null } });
  expect(jobs.data?.['well']).toMatchObject({
    jobs: { nodes: expect.arrayContaining([expect.anything()]) as unknown },
  });
  expect(jobs.errors).toMatchObject([
    { path: ['sick', 'jobs'], extensions: { code: 'UPSTREAM_TIMEOUT', account: 'analytics', retryable: true } },
  ]);
});

test('While one cloud hangs, operations about the others are answered, however many wait for it', async () => {
  const { server, world } = await openWith(PATIENT);
  const controller = new AbortController();
  const waiting = Array.from({ length: 40 }, () =>
    world.ask(CLUSTERS, {}, { signal: controller.signal }).then(
      () => 'answered',
      () => 'given up',
    ),
  );
  await until(() => server.received.length > 0);
  for (const well of [ids.HUAWEI_CSS, ids.HUAWEI_GEMINIDB, ids.QINGCLOUD]) {
    const { errors } = await world.ask('query ($id: ID!) { cluster(id: $id) { name jobs { nodes { id } } } }', {
      id: well,
    });
    expect(errors).toEqual([]);
  }
  controller.abort();
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['given up']));
});

test('A caller who goes away takes the upstream calls along', async () => {
  const { server, world } = await openWith(PATIENT);
  const controller = new AbortController();
  const gone = world.ask(CLUSTERS, {}, { signal: controller.signal }).catch(() => 'gone');
  await until(() => server.received.length > 0);
  expect(server.open()).toBe(1);
  controller.abort();
  await gone;
  await until(() => server.open() === 0);
  expect(server.received).toHaveLength(1);
});

test('A caller who goes away does not take the call along for which another one waits', async () => {
  const { server, world } = await openWith(PATIENT);
  const controller = new AbortController();
  const gone = world.ask(CLUSTERS, {}, { signal: controller.signal }).catch(() => 'gone');
  await until(() => server.received.length > 0);
  const stays = new AbortController();
  const staying = world.ask(CLUSTERS, {}, { signal: stays.signal }).catch(() => 'gone');
  // Both are in progress once the second has asked the other clouds.
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

test('An outage of every provider leaves the process ready, and it works as soon as they do', async () => {
  const server = await openFaultServer([hang]);
  onTestFinished(() => server.close());
  server.answer((socket) => socket.destroy());
  const endpoints = { HUAWEI_CSS: server.url.href, HUAWEI_DWS: server.url.href, HUAWEI_GEMINIDB: server.url.href };
  const world = await openWorldForTest(clouds, { endpoints: { ...endpoints, QINGCLOUD: server.url.href } });
  for (let round = 0; round < 12; round++) {
    const { status, data } = await world.ask(CLUSTERS);
    expect([status, data]).toMatchObject([200, { clusters: { nodes: [], unavailable: { length: 4 } } }]);
    const ready = await fetch(new URL('/health/ready', world.url));
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  }
  server.answer((socket, { method }) => {
    const body = '{"ret_code":0,"cluster_set":[],"clusters":[],"instances":[]}';
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\nx-method: ${method}\r\n\r\n${body}`);
  });
  const { data } = await world.ask(CLUSTERS);
  expect(data).toEqual({ clusters: { nodes: [], unavailable: [] } });
});

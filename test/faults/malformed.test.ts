import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startClouds } from '../../src/simulator/index.js';
import { openFaultServer, type FaultServer } from '../support/fault-server.js';
import { reply } from '../support/responders.js';
import { malformedBodies, wellFormedBodies } from './json-bodies.js';
import { testClusterIds, openGraphForTest, testClusterOf, PROVIDERS, type ServedGraph } from './served-graph.js';

const QUERY = `query ($css: ID!, $dws: ID!, $geminidb: ID!, $qingcloud: ID!) {
  clusters { nodes { name } unavailable { code retryable account { provider } } }
  css: cluster(id: $css) { jobs { nodes { createdAt } } }
  dws: cluster(id: $dws) { jobs { nodes { createdAt } } }
  geminidb: cluster(id: $geminidb) { jobs { nodes { createdAt } } }
  qingcloud: cluster(id: $qingcloud) { name }
}`;
/** Lists of clusters, lists of jobs, and the lookup. */
const CALLS = 8;

const clouds = await startClouds();
const ids = await testClusterIds(clouds);
afterAll(() => clouds.close());
const variables = Object.fromEntries(
  PROVIDERS.map((provider) => [testClusterOf(clouds, provider).cloud, ids[provider]]),
);
const subject = {
  geminidb: testClusterOf(clouds, 'HUAWEI_GEMINIDB').cluster,
  qingcloud: testClusterOf(clouds, 'QINGCLOUD').cluster,
};

let server: FaultServer;
let graph: ServedGraph;
beforeEach(async () => {
  server = await openFaultServer([]);
  onTestFinished(() => server.close());
  const endpoints = Object.fromEntries(PROVIDERS.map((provider) => [provider, server.url.href]));
  graph = await openGraphForTest(clouds, { endpoints });
});

/** Runs the query while all clouds respond with the same body. */
async function queryWith(body: Buffer) {
  server.respondWith(reply(200, body));
  const before = server.received.length;
  const { status, data, errors } = await graph.query(QUERY, variables);
  const { clusters } = data as { clusters: { nodes: unknown[]; unavailable: Record<string, unknown>[] } };
  const failures = [...clusters.unavailable, ...errors.map(({ extensions }) => extensions)].map(
    ({ code, retryable }) => `${String(code)} ${String(retryable)}`,
  );
  return { status, data, failures, calls: server.received.length - before };
}

const shown = (body: Buffer) => body.toString('latin1').slice(-60);

test('A malformed body makes its field UPSTREAM_INVALID, without a retry', async () => {
  const bodies = malformedBodies(subject);
  expect(bodies.length).toBeGreaterThanOrEqual(150);
  for (const body of bodies) {
    const { status, failures, calls } = await queryWith(body);
    const expected = Array<string>(CALLS).fill('UPSTREAM_INVALID false');
    // One call for each list, without a retry.
    expect([shown(body), status, calls, failures]).toEqual([shown(body), 200, CALLS, expected]);
  }
});

test('A body in unusual but valid JSON is parsed, and pollutes no prototype', async () => {
  const jobs = { jobs: { nodes: [{ createdAt: '2026-11-20T08:00:00.000Z' }] } };
  const right = {
    clusters: { nodes: Array(4).fill({ name: 'one' }), unavailable: [] },
    ...{ css: jobs, dws: jobs, geminidb: jobs },
    qingcloud: { name: 'one' },
  };
  for (const body of wellFormedBodies(subject)) {
    const { data, failures } = await queryWith(body);
    expect([shown(body), failures, data]).toEqual([shown(body), [], right]);
  }
  expect({}).not.toHaveProperty('polluted');
});

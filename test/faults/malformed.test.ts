import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startClouds } from '../../src/simulator/index.js';
import { openFaultServer, type FaultServer } from '../support/fault-server.js';
import { reply } from '../support/responders.js';
import { malformedBodies, wellFormedBodies } from './malformed.js';
import { idsOf, openWorldForTest, placeOf, PROVIDERS, type World } from './world.js';

const QUERY = `query ($css: ID!, $dws: ID!, $geminidb: ID!, $qingcloud: ID!) {
  clusters { nodes { name } unavailable { code retryable account { provider } } }
  css: cluster(id: $css) { jobs { nodes { createdAt } } }
  dws: cluster(id: $dws) { jobs { nodes { createdAt } } }
  geminidb: cluster(id: $geminidb) { jobs { nodes { createdAt } } }
  qingcloud: cluster(id: $qingcloud) { name }
}`;
/** Lists of clusters, lists of jobs, and the lookup. */
const QUESTIONS = 8;

const clouds = await startClouds();
const ids = await idsOf(clouds);
afterAll(() => clouds.close());
const variables = Object.fromEntries(PROVIDERS.map((provider) => [placeOf(clouds, provider).cloud, ids[provider]]));
const subject = {
  geminidb: placeOf(clouds, 'HUAWEI_GEMINIDB').cluster,
  qingcloud: placeOf(clouds, 'QINGCLOUD').cluster,
};

let server: FaultServer;
let world: World;
beforeEach(async () => {
  server = await openFaultServer([]);
  onTestFinished(() => server.close());
  const endpoints = Object.fromEntries(PROVIDERS.map((provider) => [provider, server.url.href]));
  world = await openWorldForTest(clouds, { endpoints });
});

/** Asks everything of clouds that all say the same. */
async function askAbout(body: Buffer) {
  server.answer(reply(200, body));
  const before = server.received.length;
  const { status, data, errors } = await world.ask(QUERY, variables);
  const { clusters } = data as { clusters: { nodes: unknown[]; unavailable: Record<string, unknown>[] } };
  const failures = [...clusters.unavailable, ...errors.map(({ extensions }) => extensions)].map(
    ({ code, retryable }) => `${String(code)} ${String(retryable)}`,
  );
  return { status, data, failures, calls: server.received.length - before };
}

const shown = (body: Buffer) => body.toString('latin1').slice(-60);

test('No malformed body does more than make its field an UPSTREAM_INVALID, once and for all', async () => {
  const bodies = malformedBodies(subject);
  expect(bodies.length).toBeGreaterThanOrEqual(150);
  for (const body of bodies) {
    const { status, failures, calls } = await askAbout(body);
    const expected = Array<string>(QUESTIONS).fill('UPSTREAM_INVALID false');
    // One call for each list, and none of them again.
    expect([shown(body), status, calls, failures]).toEqual([shown(body), 200, QUESTIONS, expected]);
  }
});

test('A body that is JSON is read, however oddly it is written, and does nothing beside', async () => {
  const jobs = { jobs: { nodes: [{ createdAt: '2026-11-20T08:00:00.000Z' }] } };
  const right = {
    clusters: { nodes: Array(4).fill({ name: 'one' }), unavailable: [] },
    ...{ css: jobs, dws: jobs, geminidb: jobs },
    qingcloud: { name: 'one' },
  };
  for (const body of wellFormedBodies(subject)) {
    const { data, failures } = await askAbout(body);
    expect([shown(body), failures, data]).toEqual([shown(body), [], right]);
  }
  expect({}).not.toHaveProperty('polluted');
});

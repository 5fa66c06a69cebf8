import { expect, test } from 'vitest';
import { startClouds } from '../../src/simulator/index.js';
import { openFaultServer } from '../support/fault-server.js';
import { reply } from '../support/responders.js';
import { MALFORMED } from './malformed.js';
import { idsOf, openWorldForTest, placeOf, PROVIDERS } from './world.js';

const QUERY = `query ($css: ID!, $dws: ID!, $geminidb: ID!, $qingcloud: ID!) {
  clusters { nodes { id } unavailable { code retryable account { provider } } }
  css: cluster(id: $css) { jobs { nodes { id } } }
  dws: cluster(id: $dws) { jobs { nodes { id } } }
  geminidb: cluster(id: $geminidb) { jobs { nodes { id } } }
  qingcloud: cluster(id: $qingcloud) { name }
}`;

test('No malformed body does more than make its field an UPSTREAM_INVALID, once and for all', async () => {
  const clouds = await startClouds();
  const ids = await idsOf(clouds);
  const variables = Object.fromEntries(PROVIDERS.map((provider) => [placeOf(clouds, provider).cloud, ids[provider]]));
  const server = await openFaultServer([]);
  const endpoints = Object.fromEntries(PROVIDERS.map((provider) => [provider, server.url.href]));
  const world = await openWorldForTest(clouds, { endpoints });
  expect(MALFORMED.length).toBeGreaterThanOrEqual(100);
  for (const body of MALFORMED) {
    const shown = JSON.stringify(body.toString('latin1').slice(0, 60));
    server.answer(reply(200, body));
    const before = server.received.length;
    const { status, data, errors } = await world.ask(QUERY, variables);
    const found = data as { clusters: { nodes: unknown[]; unavailable: { code: string; retryable: boolean }[] } };
    const codes = [...found.clusters.unavailable, ...errors.map(({ extensions }) => extensions)].map(
      ({ code, retryable }) => `${String(code)} ${String(retryable)}`,
    );
    expect([shown, status, ...codes]).toEqual([shown, 200, ...Array<string>(8).fill('UPSTREAM_INVALID false')]);
    expect(found.clusters.nodes).toEqual([]);
    // One call for each list, and none of them again.
    expect([shown, server.received.length - before]).toEqual([shown, 8]);
  }
  await server.close();
  await clouds.close();
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toClusterId, toJobId } from '../../src/domain/ids.js';
import { serveGraph, type ServedGraph } from '../faults/served-graph.js';
import { openFaultServer, type FaultServer } from '../support/fault-server.js';
import { CANARIES, leaksIn } from './canaries.js';
import { fileFor } from './every-secret.js';
import { FAULTS } from './faulty.js';
import { proofsOf, validResponses } from './upstream.js';

const provider = 'HUAWEI_CSS';
const JOBS = `first: 1) { edges { cursor node { ...J } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
  totalCount since unavailable { code message retryable account { name } } }`;
const QUERY = `query ($ids: [_Any!]!, $job: ID!) {
  cloudAccounts { id name provider region clusters(first: 1) { nodes { ...C } pageInfo { endCursor } } }
  clusters(first: 2) { edges { cursor node { ...C } } pageInfo { endCursor } unavailable { code message } }
  clusterJobs(${JOBS}
  clusterJob(id: $job) { ...J }
  _entities(representations: $ids) { ... on Cluster { ...C jobs(${JOBS} } }
}
fragment C on Cluster { id resourceName name status engine engineVersion nodeCount createdAt }
fragment J on ClusterJob {
  id nativeId action status nativeStatus createdAt finishedAt failureReason clusters { id }
  details { __typename ... on QingCloudOperation { owner resourceIds errorCodes } }
}`;
const VARIABLES = {
  ids: [
    ...['css', 'dws', 'geminidb'].map((account) => toClusterId({ account, nativeId: 'c1', provider })),
    toClusterId({ account: 'qingcloud', nativeId: 'cl-1', app: 'app-1', provider }),
  ].map((id) => ({ __typename: 'Cluster', id })),
  job: toJobId({ account: 'qingcloud', scope: 'app-1', identity: 'j-1', createdAt: 0 }),
};
const HEADERS = { 'router-authorization': CANARIES.router };

let server: FaultServer;
let graph: ServedGraph;
beforeEach(async () => {
  server = await openFaultServer([validResponses]);
  graph = await serveGraph(fileFor(server.url.origin));
});
afterEach(async () => {
  await graph.close();
  await server.close();
});

/** Runs the query and returns the response, its headers and the log. */
async function everything(headers: Readonly<Record<string, string>> = HEADERS): Promise<string> {
  const before = graph.logs.length;
  const result = await graph.query(QUERY, VARIABLES, { headers });
  return [result.text, JSON.stringify([...result.headers]), ...graph.logs.slice(before)].join('\n');
}

describe('No secret is in a response, header, cursor or log entry', () => {
  test('when all calls succeed', async () => {
    const out = await everything();
    expect(JSON.parse(out.split('\n')[0] ?? '')).not.toHaveProperty('errors');
    // The secrets were in use: they authenticated the upstream calls.
    expect(server.received.some(({ headers }) => headers['x-auth-token'] === CANARIES.iamToken)).toBe(true);
    expect(server.received.some(({ headers }) => headers['x-security-token'] === CANARIES.dwsToken)).toBe(true);
    expect(server.received.some(({ headers }) => headers['x-security-token'] === CANARIES.issuedToken)).toBe(true);
    expect(server.received.some(({ headers }) => headers['authorization']?.includes(CANARIES.agencyKey))).toBe(true);
    expect(server.received.some(({ target }) => target.includes(CANARIES.qingKey))).toBe(true);
    expect(Object.keys(proofsOf(server.received)).length).toBeGreaterThan(4);
    expect(leaksIn(out, { ...CANARIES, ...proofsOf(server.received) })).toEqual([]);
  });

  test.for(FAULTS)('when a cloud responds with %s', async ([, responder]) => {
    server.respondWith(responder);
    const out = await everything();
    expect(out).toContain('UPSTREAM_');
    expect(leaksIn(out, { ...CANARIES, ...proofsOf(server.received) })).toEqual([]);
  });

  test.for([
    ['no credential', {}],
    ['a wrong credential', { 'router-authorization': `${CANARIES.router}x` }],
    ['a strange request id', { ...HEADERS, 'x-request-id': 'a b' }],
  ] as const)('when a caller has %s', async ([, headers]) => {
    expect(leaksIn(await everything(headers), CANARIES)).toEqual([]);
  });

  test('when a query, its variables or a cursor are invalid', async () => {
    for (const query of [
      '{ clusters(first: -1) { totalCount } }',
      '{',
      '{ clusters(after: "Zm9v") { totalCount } }',
      '{ nope }',
    ]) {
      const before = graph.logs.length;
      const { text, status } = await graph.query(query, { token: CANARIES.iamToken }, { headers: HEADERS });
      expect(status).toBeLessThan(500);
      expect(leaksIn([text, ...graph.logs.slice(before)].join('\n'), CANARIES)).toEqual([]);
    }
  });
});

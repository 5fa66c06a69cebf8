import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createJobgraph } from '../../src/index.js';
import { traceFields } from '../../src/telemetry/active.js';
import { CANARIES, leaksIn } from '../security/canaries.js';
import { fileFor } from '../security/every-secret.js';
import { FAULTS } from '../security/faulty.js';
import { proofsOf, validResponses } from '../security/upstream.js';
import { runs } from '../support/long.js';
import { openFaultServer, type Responder } from '../support/fault-server.js';
import { codeWords, readPage, tableUnder } from '../docs/markdown.js';
import { openCollector } from './collector.js';

/** A text from a caller that must not appear in telemetry. */
const SENT = {
  ...CANARIES,
  variable: 'canary-variable-41e6cbae0761d2f4',
  cursor: 'canary-cursor-1f8b4a7be9d34c10',
  argument: 'canary-argument-9c2b7a1144ef02a8',
  header: 'canary-header-77ab13fe90c65d21',
};

const OPERATIONS = [
  '{ cloudAccounts { id clusters(first: 2) { nodes { id name } pageInfo { endCursor } } } }',
  '{ clusterJobs(first: 3) { edges { cursor } pageInfo { endCursor } totalCount unavailable { code message } } }',
  `{ clusterJobs(first: 3, after: "${SENT.cursor}") { nodes { id } } }`,
  `{ clusters(first: 2, filter: { nameContains: "${SENT.argument}", accounts: ["css", "qingcloud"] }) { nodes { id } } }`,
  'query ($name: String!) { cloudAccount(name: $name) { id } }',
  'query ($name: ID!) { cluster(id: $name) { name jobs(first: 1) { nodes { id } } } clusterJob(id: $name) { id } }',
  `query Q { nope(${SENT.argument}: 1) }`,
  `{ ${SENT.argument}`,
];

type ToRequest = (query: string, variables: object) => { readonly path: string; readonly body?: object };

const REQUESTS: readonly ToRequest[] = [
  (query: string, variables: object) => ({ path: 'graphql', body: { query, variables } }),
  (query: string, variables: object) => ({
    path: `graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) }).toString()}`,
  }),
  () => ({ path: `unknown?secret=${SENT.argument}` }),
];

const operations = fc.record({
  query: fc.constantFrom(...OPERATIONS),
  request: fc.constantFrom(...REQUESTS),
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PROPFIND'),
  isKnown: fc.boolean(),
});

/** Operations at a time, while the clouds fail in one way. */
const TOGETHER = runs(10, 50);
const cases = fc.record({
  fault: fc.option(fc.constantFrom(...FAULTS.map(([, responder]): Responder => responder)), { nil: validResponses }),
  together: fc.array(operations, { minLength: TOGETHER, maxLength: TOGETHER }),
});

interface Sending {
  readonly query: string;
  readonly request: ToRequest;
  readonly method: string;
  readonly isKnown: boolean;
}

async function send(url: string, { query, request, method, isKnown }: Sending): Promise<void> {
  const { path, body } = request(query, { name: SENT.variable });
  const headers = {
    'content-type': 'application/json',
    'apollo-require-preflight': 'true',
    'user-agent': SENT.header,
    baggage: `secret=${SENT.header}`,
    tracestate: `secret=${SENT.header}`,
    ...(isKnown && { 'router-authorization': CANARIES.router }),
  };
  const init = { method, headers, ...(method !== 'GET' && body && { body: JSON.stringify(body) }) };
  const response = await fetch(new URL(path, url), init);
  await response.text();
}

/** The most values of an attribute that this test's callers and clouds can cause, by the page on telemetry. */
const FEW = 60;

test('No attribute, label or log field holds what a caller or a cloud sent, and labels have few values', async () => {
  const server = await openFaultServer([validResponses]);
  const collector = await openCollector();
  const logs: string[] = [];
  const logger = pino({ level: 'trace', mixin: traceFields }, { write: (line: string) => void logs.push(line) });
  const telemetry = { prometheus: { port: 0 }, otlp: { endpoint: collector.endpoint } };
  const limits = { upstreamTimeoutMs: 300, requestTimeoutMs: 600 };
  const file = { ...fileFor(server.url.origin), telemetry, limits };
  const jobgraph = await createJobgraph(JSON.stringify(file), { logger });
  const running = await jobgraph.startServer({ port: 0 });
  const port = /"port":(\d+),"msg":"metrics are served/.exec(logs.join('\n'))?.[1];
  await fc.assert(
    fc.asyncProperty(cases, async ({ fault, together }) => {
      server.respondWith(fault);
      await Promise.all(together.map((operation) => send(running.url, operation)));
    }),
    { numRuns: runs(15, 200) },
  );
  const scrape = await (await fetch(`http://127.0.0.1:${port ?? ''}/metrics`)).text();
  await running.close();
  await jobgraph.close();
  await server.close();
  const everything = [scrape, ...collector.texts, ...logs].join('\n');
  expect(collector.spans.length).toBeGreaterThan(50);
  expect(leaksIn(everything, { ...SENT, ...proofsOf(server.received) })).toEqual([]);

  const values = new Map<string, Set<string>>();
  for (const [, label = '', value = ''] of scrape.matchAll(/(\w+)="([^"]*)"/g)) {
    values.set(label, (values.get(label) ?? new Set()).add(value));
  }
  const documented = tableUnder(readPage('docs/telemetry.md'), '## Attributes').flatMap(([name]) => codeWords(name));
  const known = new Set([...documented.map((name) => name.replaceAll('.', '_')), 'le']);
  const labels = [...values.keys()].filter((label) => !label.startsWith('service_'));
  expect(labels.filter((label) => !known.has(label))).toEqual([]);
  expect([...values].filter(([, { size }]) => size > FEW)).toEqual([]);
}, 900_000);

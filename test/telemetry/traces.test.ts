import { composeServices } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { parse } from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import { openCollector, type Collector, type Span } from './collector.js';
import { serveWithTelemetry } from './running.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const GATEWAY_SPAN = 'b7ad6b7169203331';
const SAMPLED = `00-${TRACE}-${GATEWAY_SPAN}-01`;
const SERVER = 2;
const CLIENT = 3;

/** Jobgraph's server that sends its traces to a collector. */
async function serveTraced(options: Parameters<typeof serveWithTelemetry>[0] = {}) {
  const collector = await openCollector();
  const running = await serveWithTelemetry({ ...options, telemetry: { otlp: { endpoint: collector.endpoint } } });
  return { collector, ...running };
}

const childrenOf = ({ spans }: Collector, parent: Span) =>
  spans.filter(({ parentSpanId, traceId }) => parentSpanId === parent.spanId && traceId === parent.traceId);

/** The only span of a name. */
function spanNamed({ spans }: Collector, name: string): Span {
  const [span, ...others] = spans.filter((each) => each.name === name);
  if (span === undefined || others.length > 0) throw new Error(`${others.length + 1} spans are named ${name}`);
  return span;
}

describe('A trace', () => {
  test('leads from the gateway over the operation and its lists to each attempt', async () => {
    const { collector, url, clouds, close } = await serveTraced();
    const sdl = await fetch(new URL('graphql', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ _service { sdl } }', operationName: null }),
    }).then(async (response) => ((await response.json()) as { data: { _service: { sdl: string } } }).data._service.sdl);
    const { supergraphSdl = '' } = composeServices([
      { name: 'jobgraph', url: new URL('graphql', url).href, typeDefs: parse(sdl) },
    ]);
    const gateway = new ApolloGateway({
      supergraphSdl,
      buildService: (service) =>
        new RemoteGraphQLDataSource({
          ...service,
          willSendRequest: ({ request }) => request.http?.headers.set('traceparent', SAMPLED),
        }),
    });
    const router = new ApolloServer({ gateway });
    await router.start();
    const { body } = await router.executeOperation({
      query: 'query Latest { clusterJobs(first: 3, filter: { accounts: ["tables", "warehouse"] }) { nodes { id } } }',
    });
    expect(body).toMatchObject({ singleResult: { errors: undefined } });
    await router.stop();
    await close();

    const server = collector.spans.find(({ traceId, kind }) => traceId === TRACE && kind === SERVER);
    expect(server).toMatchObject({ name: 'POST /graphql', parentSpanId: GATEWAY_SPAN });
    if (!server) return;
    const [operation, ...others] = childrenOf(collector, server);
    expect(others).toEqual([]);
    expect(operation?.name).toMatch(/^query/);
    if (!operation) return;
    const lists = childrenOf(collector, operation);
    expect(new Set(lists.map(({ name }) => name))).toEqual(new Set(['list clusters', 'list jobs']));
    const attempts = collector.spans.filter(({ kind }) => kind === CLIENT);
    expect(attempts).toHaveLength(clouds.calls.count());
    const listIds = new Set(lists.map(({ spanId }) => spanId));
    // The first attempt that needs a token requests it, so the token request belongs to the list of that attempt.
    expect(attempts.filter(({ parentSpanId = '' }) => !listIds.has(parentSpanId))).toEqual([]);
  });

  test('has retries as siblings with their numbers', async () => {
    const { collector, clouds, query, close } = await serveTraced();
    let failures = 2;
    clouds.intercept(({ path }) =>
      path.endsWith('/instances') && failures-- > 0 ? { status: 503, headers: {}, body: '' } : undefined,
    );
    await query('{ clusters(filter: { accounts: ["tables"] }) { nodes { id } } }', { traceparent: SAMPLED });
    await close();
    const list = spanNamed(collector, 'list clusters');
    const attempts = childrenOf(collector, list).filter(({ kind }) => kind === CLIENT);
    expect(attempts.map(({ name, attributes }) => [name, attributes['jobgraph.attempt']])).toEqual([
      ['geminidb.listInstances', 1],
      ['geminidb.listInstances', 2],
      ['geminidb.listInstances', 3],
    ]);
    expect(attempts.map(({ attributes }) => attributes['error.type'])).toEqual([
      'unavailable',
      'unavailable',
      undefined,
    ]);
  });

  test('is linked with that of another operation that shares its call', async () => {
    const { collector, clouds, query, close } = await serveTraced();
    clouds.behaviour.delayMs = 300;
    const clusters = '{ clusters(filter: { accounts: ["tables"] }) { nodes { id } } }';
    await Promise.all([query(clusters), query(clusters)]);
    await close();
    const lists = collector.spans.filter(({ name }) => name === 'list clusters');
    const attempts = collector.spans.filter(({ name }) => name === 'geminidb.listInstances');
    expect(lists).toHaveLength(2);
    expect(attempts).toHaveLength(1);
    const [attempt] = attempts;
    const joined = lists.find(({ spanId }) => spanId !== attempt?.parentSpanId);
    expect(joined?.traceId).not.toBe(attempt?.traceId);
    expect(attempt?.links).toMatchObject([{ traceId: joined?.traceId, spanId: joined?.spanId }]);
    expect(joined?.links).toMatchObject([{ traceId: attempt?.traceId, spanId: attempt?.spanId }]);
  });

  test('is not recorded if the traceparent of the caller is not sampled', async () => {
    const { collector, query, close } = await serveTraced();
    await query('{ cloudAccounts { id } }', { traceparent: SAMPLED.replace(/01$/, '00') });
    await close();
    expect(collector.spans).toEqual([]);
  });
});

test.each(['nonsense', `00-${'0'.repeat(32)}-${GATEWAY_SPAN}-01`, `ff-${TRACE}-${GATEWAY_SPAN}-01`, `${SAMPLED}-more`])(
  'The invalid traceparent %s begins a new trace',
  async (traceparent) => {
    const { collector, query, close } = await serveTraced();
    await query('{ cloudAccounts { id } }', { traceparent });
    await close();
    expect(spanNamed(collector, 'POST /graphql')).toMatchObject({
      traceId: expect.not.stringMatching(TRACE) as unknown,
    });
    expect(spanNamed(collector, 'POST /graphql').parentSpanId ?? '').toBe('');
  },
);

test('No trace header and no baggage reaches a cloud', async () => {
  const { clouds, query } = await serveTraced();
  const seen = new Set<string>();
  clouds.intercept(({ headers }) => {
    for (const name of Object.keys(headers)) seen.add(name);
    return undefined;
  });
  await query('{ clusterJobs(first: 3) { nodes { id } } }', {
    traceparent: SAMPLED,
    tracestate: 'vendor=1',
    baggage: 'user=li.lei',
  });
  expect([...seen]).toContain('authorization');
  expect([...seen].filter((name) => /^(trace|baggage|b3|x-b3|uber)/.test(name))).toEqual([]);
});

test('Log lines of a request carry its trace', async () => {
  const { clouds, query, lines } = await serveTraced();
  clouds.intercept(() => ({ status: 500, headers: {}, body: '' }));
  await query('{ clusters(filter: { accounts: ["tables"] }) { nodes { id } } }', { traceparent: SAMPLED });
  await vi.waitFor(() => {
    expect(lines.map(({ msg }) => msg)).toContain('request completed');
  });
  const ofRequest = lines.filter(({ requestId }) => requestId !== undefined);
  expect(ofRequest.length).toBeGreaterThan(1);
  for (const line of ofRequest) expect(line).toMatchObject({ trace_id: TRACE, span_id: expect.any(String) as unknown });
});

test('A collector that fails costs one line of the log and no query', async () => {
  const running = await serveWithTelemetry({ telemetry: { otlp: { endpoint: 'http://127.0.0.1:9' } } });
  const result = await running.query('{ cloudAccounts { id } }');
  expect(result).toMatchObject({ data: { cloudAccounts: expect.any(Array) as unknown } });
  await running.close();
  const lost = running.lines.filter(({ msg }) => String(msg).startsWith('Telemetry could not be sent'));
  expect(lost.map(({ signal }) => signal).toSorted()).toEqual(['metrics', 'traces']);
  expect(lost.filter((line) => 'trace_id' in line)).toEqual([]);
});

test('The headers of the configuration are sent to the collector', async () => {
  const { endpoint, headers } = await openCollector();
  const otlp = { endpoint, headers: { authorization: 'Bearer collector-token' } };
  const { query, close } = await serveWithTelemetry({ telemetry: { otlp } });
  await query('{ cloudAccounts { id } }');
  await close();
  expect(headers.length).toBeGreaterThan(1);
  for (const received of headers) expect(received).toMatchObject({ authorization: 'Bearer collector-token' });
});

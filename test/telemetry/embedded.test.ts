import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, context, type ContextManager, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { graphql } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { createJobgraph } from '../../src/index.js';
import { startClouds } from '../../src/simulator/index.js';
import { openCollector } from './collector.js';

const storage = new AsyncLocalStorage<Context>();

/** What an application's SDK registers. */
const MANAGER: ContextManager = {
  active: () => storage.getStore() ?? ROOT_CONTEXT,
  with: (active, work, self, ...words) => storage.run(active, () => work.call(self, ...words)),
  bind: (active, target) => target,
  enable: () => MANAGER,
  disable: () => MANAGER,
};

test('Lists and attempts of an embedded Jobgraph are in the trace of the application that embeds it', async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  context.setGlobalContextManager(MANAGER);
  onTestFinished(() => {
    context.disable();
  });
  const collector = await openCollector();
  const clouds = await startClouds();
  onTestFinished(() => clouds.close());
  const telemetry = { otlp: { endpoint: collector.endpoint } };
  const jobgraph = await createJobgraph({ accounts: clouds.accounts, telemetry, log: { level: 'silent' } });
  const source = '{ clusterJobs(first: 3, filter: { accounts: ["tables", "warehouse"] }) { nodes { id } } }';
  const { schema } = jobgraph;
  const own = provider.getTracer('application').startSpan('own');
  const contextValue = await jobgraph.createContext();
  const { errors } = await context.with(trace.setSpan(context.active(), own), () =>
    graphql({ schema, source, contextValue }),
  );
  expect(errors).toBeUndefined();
  own.end();
  await jobgraph.close();

  const { traceId, spanId } = own.spanContext();
  const lists = collector.spans.filter(({ name }) => name.startsWith('list '));
  const attempts = collector.spans.filter(({ kind }) => kind === SpanKind.CLIENT + 1);
  expect(new Set(lists.map(({ name }) => name))).toEqual(new Set(['list clusters', 'list jobs']));
  expect(new Set(lists.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([spanId]));
  expect(attempts.length).toBeGreaterThan(2);
  const parents = new Set(lists.map((list) => list.spanId));
  expect(attempts.filter(({ parentSpanId = '' }) => !parents.has(parentSpanId))).toEqual([]);
  expect(new Set(collector.spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
});

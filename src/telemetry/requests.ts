import {
  type Attributes,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { RequestObserver, StartedRequest } from '../server/observer.js';
import { type RequestActivity, runWith } from './active.js';
import { methodOf } from './attributes.js';
import type { Instruments } from './instruments.js';
import { parentOf } from './traceparent.js';

/** Records requests to the server as metrics, and those to `/graphql` as spans. */
export function createRequestObserver(instruments: Instruments, tracer: Tracer | undefined): RequestObserver {
  return {
    requestStarted: (started) => {
      const startedAt = performance.now();
      const method = { 'http.request.method': methodOf(started.method), 'url.scheme': 'http' };
      const route = { ...method, ...(started.route !== undefined && { 'http.route': started.route }) };
      const span = tracer && started.route === '/graphql' ? startSpan(tracer, started, route) : undefined;
      const request: RequestActivity = { span, openSpans: [] };
      const activity = { request, span: undefined, purpose: undefined };
      instruments.activeRequests.add(1, method);
      return {
        run: (work) => runWith(activity, work),
        ended: (status) => {
          instruments.activeRequests.add(-1, method);
          const attributes = { ...route, ...outcomeOf(status) };
          instruments.requestDuration.record((performance.now() - startedAt) / 1000, attributes);
          for (const open of request.openSpans) open.end();
          if (span) endSpan(span, status);
        },
      };
    },
  };
}

/** A caller that disconnects is no error, and there is no status then. */
function outcomeOf(status: number | undefined): Attributes {
  if (status === undefined) return {};
  return { 'http.response.status_code': status, ...(status >= 500 && { 'error.type': String(status) }) };
}

function startSpan(tracer: Tracer, { method, headers }: StartedRequest, attributes: Attributes): Span {
  const parent = parentOf(headers['traceparent']);
  const context = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
  return tracer.startSpan(
    `${methodOf(method)} /graphql`,
    { kind: SpanKind.SERVER, attributes: { ...attributes, 'url.path': '/graphql' } },
    context,
  );
}

function endSpan(span: Span, status: number | undefined): void {
  span.setAttributes(status === undefined ? { 'jobgraph.caller.disconnected': true } : outcomeOf(status));
  if (status !== undefined && status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

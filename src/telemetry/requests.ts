import { SpanKind } from '@opentelemetry/api';
import type { RequestObserver, StartedRequest } from '../server/observer.js';
import { type RequestActivity, runWith } from './active.js';
import {
  attribute,
  methodOf,
  NO_ATTRIBUTES,
  type SeriesAttributes,
  withErrorType,
  withMethod,
  withStatus,
} from './attributes.js';
import type { Instruments } from './instruments.js';
import type { RecordedSpan, StartSpan } from './spans.js';
import { parentOf } from './traceparent.js';

const withScheme = attribute<string>('url.scheme');
const withRoute = attribute<string>('http.route');
const withPath = attribute<string>('url.path');

/** Records requests to the server as metrics, and those to `/graphql` as spans. */
export function createRequestObserver(instruments: Instruments, startSpan: StartSpan | undefined): RequestObserver {
  return {
    requestStarted: (started) => {
      const startedAt = performance.now();
      const method = withScheme(withMethod(NO_ATTRIBUTES, methodOf(started.method)), 'http');
      const route = started.route === undefined ? method : withRoute(method, started.route);
      const span = startSpan && started.route === '/graphql' ? startRequestSpan(startSpan, started, route) : undefined;
      const request: RequestActivity = { span, openSpans: [] };
      const activity = { request, span: undefined, purpose: undefined };
      instruments.activeRequests.add(1, method);
      return {
        run: (work) => runWith(activity, work),
        ended: (status) => {
          instruments.activeRequests.add(-1, method);
          instruments.requestDuration.record((performance.now() - startedAt) / 1000, withOutcome(route, status));
          for (const open of request.openSpans) open.end();
          if (span) endSpan(span, status);
        },
      };
    },
  };
}

/** A caller that disconnects is no error, and there is no status then. */
function withOutcome(attributes: SeriesAttributes, status: number | undefined): SeriesAttributes {
  if (status === undefined) return attributes;
  const withOwn = withStatus(attributes, status);
  return status >= 500 ? withErrorType(withOwn, String(status)) : withOwn;
}

function startRequestSpan(
  startSpan: StartSpan,
  { method, headers }: StartedRequest,
  attributes: SeriesAttributes,
): RecordedSpan {
  return startSpan(`${methodOf(method)} /graphql`, parentOf(headers['traceparent']), {
    kind: SpanKind.SERVER,
    attributes: withPath(attributes, '/graphql'),
  });
}

function endSpan(span: RecordedSpan, status: number | undefined): void {
  span.add(status === undefined ? { 'jobgraph.caller.disconnected': true } : withOutcome(NO_ATTRIBUTES, status));
  if (status !== undefined && status >= 500) span.fail();
  span.end();
}

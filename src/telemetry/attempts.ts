import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import type { AttemptRecord, UpstreamObserver } from '../upstream/index.js';
import { currentActivity, spanOf } from './active.js';
import { createAccountAttributes } from './attributes.js';
import type { Instruments } from './instruments.js';

/** Records attempts at providers as metrics and spans. `tracer`: `undefined` without traces. */
export function createAttemptObserver(instruments: Instruments, tracer: Tracer | undefined): UpstreamObserver {
  const attributesOf = createAccountAttributes();
  /** Spans of the lists that wait for calls which other operations started. */
  const joiners = new WeakMap<object, Span[]>();
  return {
    attemptEnded: (attempt) => {
      const account = attributesOf(attempt.account);
      const activity = currentActivity();
      const reason = attempt.reason ?? activity?.purpose ?? 'other';
      const attributes = toAttributes(attempt, account);
      instruments.attemptDuration.record(attempt.durationMs / 1000, attributes);
      instruments.calls.add(1, { ...account, 'jobgraph.reason': reason });
      for (const wait of attempt.waits) {
        instruments.waits.record(wait.ms / 1000, { ...account, 'jobgraph.reason': wait.reason });
      }
      const parent = spanOf(activity);
      if (tracer && parent) {
        recordSpan(tracer, parent, attempt, { ...attributes, 'jobgraph.reason': reason }, joiners.get(attempt.call));
      }
    },
    callFailed: ({ account, error }) => {
      instruments.failedCalls.add(1, { ...attributesOf(account), 'error.type': error.code });
    },
    callPrevented: ({ account, reason }) => {
      instruments.preventedCalls.add(1, { ...attributesOf(account), 'jobgraph.reason': reason });
    },
    callJoined: (call, account) => {
      instruments.joinedCalls.add(1, attributesOf(account));
      const span = spanOf(currentActivity());
      if (!span) return;
      const spans = joiners.get(call);
      if (spans) spans.push(span);
      else joiners.set(call, [span]);
    },
  };
}

function toAttributes(attempt: AttemptRecord, account: Attributes): Attributes {
  const { hostname, port, protocol } = new URL(attempt.origin);
  return {
    ...account,
    'jobgraph.request': attempt.name,
    'http.request.method': attempt.method,
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    ...(attempt.status !== undefined && { 'http.response.status_code': attempt.status }),
    ...(attempt.outcome !== 'ok' && { 'error.type': attempt.outcome }),
  };
}

function recordSpan(
  tracer: Tracer,
  parent: Span,
  attempt: AttemptRecord,
  attributes: Attributes,
  joiners: readonly Span[] = [],
): void {
  const { name, number, startedAt, durationMs, outcome } = attempt;
  const span = tracer.startSpan(
    name,
    {
      kind: SpanKind.CLIENT,
      startTime: startedAt,
      attributes: {
        ...attributes,
        'jobgraph.attempt': number,
        ...(number > 1 && { 'http.request.resend_count': number - 1 }),
      },
      links: joiners.map((joiner) => ({ context: joiner.spanContext() })),
    },
    trace.setSpan(ROOT_CONTEXT, parent),
  );
  for (const joiner of joiners) joiner.addLink({ context: span.spanContext() });
  if (outcome !== 'ok') span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
  span.end(startedAt + durationMs);
}

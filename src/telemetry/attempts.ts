import { SpanKind } from '@opentelemetry/api';
import type { AttemptRecord, UpstreamObserver } from '../upstream/index.js';
import { currentActivity, spanOf } from './active.js';
import {
  attribute,
  attributesOf,
  type SeriesAttributes,
  withErrorType,
  withMethod,
  withReason,
  withStatus,
} from './attributes.js';
import type { Instruments } from './instruments.js';
import type { RecordedSpan, StartSpan } from './spans.js';

/** Records attempts at providers as metrics and spans. `startSpan`: `undefined` without traces. */
export function createAttemptObserver(instruments: Instruments, startSpan: StartSpan | undefined): UpstreamObserver {
  /** Spans of the lists that wait for calls which other operations started. */
  const joiners = new WeakMap<object, RecordedSpan[]>();
  return {
    attemptEnded: (attempt) => {
      const account = attributesOf(attempt.account);
      const activity = currentActivity();
      const reason = attempt.reason ?? activity?.purpose ?? 'other';
      const attributes = toAttributes(attempt, account);
      instruments.attemptDuration.record(attempt.durationMs / 1000, attributes);
      instruments.calls.add(1, withReason(account, reason));
      for (const wait of attempt.waits) instruments.waits.record(wait.ms / 1000, withReason(account, wait.reason));
      const parent = spanOf(activity);
      if (startSpan && parent)
        recordSpan(startSpan, parent, attempt, withReason(attributes, reason), joiners.get(attempt.call));
    },
    callFailed: ({ account, error }) => {
      instruments.failedCalls.add(1, withErrorType(attributesOf(account), error.code));
    },
    credentialRenewed: ({ account, error }) => {
      const attributes = attributesOf(account);
      instruments.renewals.add(1, error ? withErrorType(attributes, error.code) : attributes);
    },
    callPrevented: ({ account, reason }) => {
      instruments.preventedCalls.add(1, withReason(attributesOf(account), reason));
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

const withRequest = attribute<string>('jobgraph.request');
const withAddress = attribute<string>('server.address');
const withPort = attribute<number>('server.port');
const withAttempt = attribute<number>('jobgraph.attempt');
const withResendCount = attribute<number>('http.request.resend_count');

function toAttributes(attempt: AttemptRecord, account: SeriesAttributes): SeriesAttributes {
  const request = withMethod(withRequest(account, attempt.name), attempt.method);
  const { hostname, port } = serverOf(attempt.origin);
  const server = withPort(withAddress(request, hostname), port);
  const responded = attempt.status === undefined ? server : withStatus(server, attempt.status);
  return attempt.outcome === 'ok' ? responded : withErrorType(responded, attempt.outcome);
}

interface ServerAddress {
  readonly hostname: string;
  readonly port: number;
}

const servers = new Map<string, ServerAddress>();

function serverOf(origin: string): ServerAddress {
  let server = servers.get(origin);
  if (!server) {
    const { hostname, port, protocol } = new URL(origin);
    server = { hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) };
    servers.set(origin, server);
  }
  return server;
}

function recordSpan(
  startSpan: StartSpan,
  parent: RecordedSpan,
  { name, number, startedAt, durationMs, outcome }: AttemptRecord,
  attributes: SeriesAttributes,
  joiners: readonly RecordedSpan[] = [],
): void {
  const numbered = withAttempt(attributes, number);
  const span = startSpan(name, parent.spanContext(), {
    kind: SpanKind.CLIENT,
    startedAt,
    attributes: number > 1 ? withResendCount(numbered, number - 1) : numbered,
    links: joiners.map((joiner) => joiner.spanContext()),
  });
  for (const joiner of joiners) joiner.link(span.spanContext());
  if (outcome !== 'ok') span.fail(outcome);
  span.end(startedAt + durationMs);
}

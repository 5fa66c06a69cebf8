import { AsyncLocalStorage } from 'node:async_hooks';
import type { RecordedSpan } from './spans.js';

/** The activity of the running code. Spans that start in it are children of `span`. */
export interface Activity {
  /** The request; `undefined` for work that no request started. */
  readonly request: RequestActivity | undefined;
  readonly span: RecordedSpan | undefined;
  /** The reason for upstream calls. */
  readonly purpose: Purpose | undefined;
}

export type Purpose = 'first' | 'more' | 'lookup' | 'background';

/** One request to the server. */
export interface RequestActivity {
  /** Spans that end with the request. */
  readonly openSpans: OpenSpan[];
  /** The request's span, then its operation's. */
  span: RecordedSpan | undefined;
}

/** A span whose end is known only when the request ends. */
export interface OpenSpan {
  end(): void;
}

// The runtime carries the activity through callbacks and promises, so that no layer has to pass it on.
const storage = new AsyncLocalStorage<Activity>();

export function currentActivity(): Activity | undefined {
  return storage.getStore();
}

export function runWith<T>(activity: Activity, work: () => T): T {
  return storage.run(activity, work);
}

/** Runs work that belongs to no request, such as sending telemetry. */
export function runWithoutActivity<T>(work: () => T): T {
  return storage.exit(work);
}

/** The span of the running code. A request's own span changes once, when its operation starts. */
export function spanOf(activity: Activity | undefined): RecordedSpan | undefined {
  return activity?.span ?? activity?.request?.span;
}

/** Fields of a log line that identify the current trace. */
export function traceFields(): { readonly trace_id?: string; readonly span_id?: string } {
  const context = spanOf(storage.getStore())?.spanContext();
  return context === undefined ? {} : { trace_id: context.traceId, span_id: context.spanId };
}

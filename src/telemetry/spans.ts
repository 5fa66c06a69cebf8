import { ROOT_CONTEXT, type Span, type SpanContext, type SpanOptions, trace, type Tracer } from '@opentelemetry/api';

/** Starts spans as children of `parent`; without it, a span begins a trace. */
export type StartSpan = (name: string, parent: SpanContext | undefined, options?: SpanOptions) => Span;

/** Starts spans with a tracer of OpenTelemetry's API. */
export function startWith(tracer: Tracer): StartSpan {
  return (name, parent, options = {}) =>
    tracer.startSpan(name, options, parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT);
}

import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  type SpanOptions,
  trace,
  type Tracer,
} from '@opentelemetry/api';

/** Starts spans as children of `parent`; without it, a span begins a trace. */
export type StartSpan = (name: string, parent: SpanContext | undefined, options?: OptionsWithoutAttributes) => Span;

/** Attributes are added by `addAttributes`. */
type OptionsWithoutAttributes = Omit<SpanOptions, 'attributes'>;

/** Starts spans with a tracer of OpenTelemetry's API. */
export function startWith(tracer: Tracer): StartSpan {
  return (name, parent, options = {}) =>
    tracer.startSpan(name, options, parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT);
}

/**
 * Adds attributes whose names and values are valid. The SDK would check each value with a new `WeakSet`, and twice if the
 * attributes were given at the start: a quarter of the processor time of a span with its serialization.
 */
export function addAttributes(span: Span, attributes: Attributes): void {
  if ('attributes' in span && isObject(span.attributes)) Object.assign(span.attributes, attributes);
  else span.setAttributes(attributes);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

import {
  type Attributes,
  type HrTime,
  type Link,
  type SpanContext,
  SpanKind,
  type SpanStatus,
  SpanStatusCode,
  TraceFlags,
} from '@opentelemetry/api';
import type { IdGenerator, ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';

export interface SpanOptions {
  /** By default `INTERNAL`. */
  readonly kind?: SpanKind;
  /** Milliseconds since 1970; by default now. */
  readonly startedAt?: number;
  /** Valid names and values: they are not checked. */
  readonly attributes: Attributes;
  /** The spans that also wait for this one. */
  readonly links?: readonly SpanContext[];
}

/** Starts spans as children of `parent`; without it, a span begins a trace. */
export type StartSpan = (name: string, parent: SpanContext | undefined, options: SpanOptions) => RecordedSpan;

/** Where spans come from and go to. */
interface Recorder {
  readonly ids: IdGenerator;
  readonly processor: Pick<SpanProcessor, 'onEnd'>;
  readonly resource: ReadableSpan['resource'];
  readonly scope: string;
}

/**
 * Records every request, unless the caller decided otherwise. The SDK's own tracer takes more processor time for a span
 * than all else that is done with it, the serialization included.
 */
export function startWith({ scope, ...recorder }: Recorder): StartSpan {
  const source: Source = { ...recorder, instrumentationScope: { name: scope } };
  return (name, parent, options) => new RecordedSpan(source, name, parent, options);
}

interface Source extends Omit<Recorder, 'scope'> {
  readonly instrumentationScope: ReadableSpan['instrumentationScope'];
}

/** OpenTelemetry's default. */
const MAX_LINKS = 128;

const UNSET: SpanStatus = { code: SpanStatusCode.UNSET };

/** A span as the SDK's processors and exporters read it. Those that are not sampled are left out by the processor. */
export class RecordedSpan implements ReadableSpan {
  readonly kind: SpanKind;
  readonly parentSpanContext?: SpanContext;
  readonly startTime: HrTime;
  readonly links: Link[];
  readonly events = [];
  readonly droppedAttributesCount = 0;
  readonly droppedEventsCount = 0;
  attributes: Attributes;
  endTime: HrTime;
  status = UNSET;
  ended = false;
  droppedLinksCount = 0;
  readonly #source: Source;
  readonly #context: SpanContext;
  readonly #startedAt: number;
  readonly #elapsedAtStart = performance.now();

  constructor(
    source: Source,
    public name: string,
    parent: SpanContext | undefined,
    { kind = SpanKind.INTERNAL, startedAt = Date.now(), attributes, links = [] }: SpanOptions,
  ) {
    const { ids } = source;
    this.#source = source;
    this.#context = {
      traceId: parent?.traceId ?? ids.generateTraceId(),
      spanId: ids.generateSpanId(),
      traceFlags: parent ? parent.traceFlags & TraceFlags.SAMPLED : TraceFlags.SAMPLED,
      ...(parent?.traceState && { traceState: parent.traceState }),
    };
    if (parent) this.parentSpanContext = parent;
    this.kind = kind;
    this.#startedAt = startedAt;
    this.startTime = toHrTime(startedAt);
    this.endTime = this.startTime;
    this.attributes = attributes;
    this.links = [];
    for (const link of links) this.link(link);
  }

  get resource() {
    return this.#source.resource;
  }

  get instrumentationScope() {
    return this.#source.instrumentationScope;
  }

  get duration(): HrTime {
    return toHrTime(toMs(this.endTime) - toMs(this.startTime));
  }

  spanContext(): SpanContext {
    return this.#context;
  }

  /** Milliseconds since 1970. A clock that is set meanwhile does not change the duration. */
  now(): number {
    return this.#startedAt + performance.now() - this.#elapsedAtStart;
  }

  add(attributes: Attributes): void {
    this.attributes = { ...this.attributes, ...attributes };
  }

  link(context: SpanContext): void {
    if (this.links.length < MAX_LINKS) this.links.push({ context });
    else this.droppedLinksCount++;
  }

  fail(message?: string): void {
    this.status = { code: SpanStatusCode.ERROR, ...(message !== undefined && { message }) };
  }

  /** Later calls do nothing. */
  end(endedAt = this.now()): void {
    if (this.ended) return;
    this.ended = true;
    this.endTime = toHrTime(endedAt);
    this.#source.processor.onEnd(this);
  }
}

function toHrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
}

function toMs([seconds, nanoseconds]: HrTime): number {
  return seconds * 1000 + nanoseconds / 1e6;
}

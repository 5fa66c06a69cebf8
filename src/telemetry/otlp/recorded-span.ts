import {
  type Attributes,
  type Link,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  type SpanStatus,
  SpanStatusCode,
} from '@opentelemetry/api';

const NONE = {};

/** A span until it is sent. Times are numbers, in milliseconds since 1970. Attributes are set once, and there are no events. */
export class RecordedSpan implements Span {
  readonly kind: SpanKind;
  readonly parent: SpanContext | undefined;
  readonly links: Link[];
  readonly startMs: number;
  endMs: number | undefined;
  name: string;
  status: SpanStatus = { code: SpanStatusCode.UNSET };
  /** Attributes of a few series, shared by many spans. */
  readonly shared: Attributes[];
  /** Attributes of this span alone. */
  own: Readonly<Record<string, unknown>> = NONE;
  readonly #context: SpanContext;
  readonly #startedAt: number;
  readonly #onEnd: (span: RecordedSpan) => void;

  constructor(
    context: SpanContext,
    parent: SpanContext | undefined,
    name: string,
    { kind = SpanKind.INTERNAL, attributes, links = [], startTime }: SpanOptions,
    onEnd: (span: RecordedSpan) => void,
  ) {
    this.#context = context;
    this.#startedAt = performance.now();
    this.#onEnd = onEnd;
    this.parent = parent;
    this.name = name;
    this.kind = kind;
    this.links = links;
    this.shared = attributes ? [attributes] : [];
    this.startMs = typeof startTime === 'number' ? startTime : Date.now();
  }

  spanContext(): SpanContext {
    return this.#context;
  }

  isRecording(): boolean {
    return this.endMs === undefined;
  }

  setAttribute(key: string, value: unknown): this {
    this.own = { ...this.own, [key]: value };
    return this;
  }

  /** The object is shared with other spans: it must not change. */
  setAttributes(attributes: Attributes): this {
    this.shared.push(attributes);
    return this;
  }

  setStatus(status: SpanStatus): this {
    this.status = status;
    return this;
  }

  updateName(name: string): this {
    this.name = name;
    return this;
  }

  addLink(link: Link): this {
    this.links.push(link);
    return this;
  }

  addLinks(links: Link[]): this {
    this.links.push(...links);
    return this;
  }

  addEvent(): this {
    return this;
  }

  recordException(): void {
    // Errors are the status and attributes of spans.
  }

  /** Without a time: by a clock that does not jump. */
  end(endTime?: unknown): void {
    if (this.endMs !== undefined) return;
    const elapsed = performance.now() - this.#startedAt;
    this.endMs = Math.max(this.startMs, typeof endTime === 'number' ? endTime : this.startMs + elapsed);
    this.#onEnd(this);
  }
}

import { type Attributes, type Link, type SpanContext, SpanStatusCode } from '@opentelemetry/api';
import type { RecordedSpan } from './recorded-span.js';

const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;

/** Texts of attributes that many spans share. */
const texts = new WeakMap<Attributes, string>();

/** A request of OTLP in JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). */
export function toTraceRequest(spans: readonly RecordedSpan[], resource: Attributes, scope: string): string {
  const from = `"resource":{"attributes":[${toText(resource)}]}`;
  const list = spans.map(toSpanText).join(',');
  return `{"resourceSpans":[{${from},"scopeSpans":[{"scope":{"name":"${scope}"},"spans":[${list}]}]}]}`;
}

function toSpanText(span: RecordedSpan): string {
  const { parent, name, kind, startMs, endMs = startMs, links, status } = span;
  const above = parent ? `"parentSpanId":"${parent.spanId}",` : '';
  const times = `"startTimeUnixNano":"${toNanos(startMs)}","endTimeUnixNano":"${toNanos(endMs)}"`;
  const linked = links.length > 0 ? `,"links":[${links.map(toLinkText).join(',')}]` : '';
  const head = `${idsOf(span.spanContext())},${above}"name":${JSON.stringify(name)},"kind":${kind + 1}`;
  const ended = status.code === SpanStatusCode.UNSET ? '' : `,"status":${JSON.stringify(status)}`;
  const flags = flagsOf(span.spanContext(), parent);
  return `{${head},${times},"attributes":[${toAttributesText(span)}]${ended}${linked},"flags":${flags}}`;
}

function idsOf({ traceId, spanId }: SpanContext): string {
  return `"traceId":"${traceId}","spanId":"${spanId}"`;
}

function toLinkText({ context }: Link): string {
  return `{${idsOf(context)},"flags":${flagsOf(context, context)}}`;
}

function flagsOf({ traceFlags }: SpanContext, origin: SpanContext | undefined): number {
  return traceFlags | HAS_IS_REMOTE | (origin?.isRemote === true ? IS_REMOTE : 0);
}

/** Nanoseconds since 1970, which are too many for a number. */
function toNanos(ms: number): string {
  const micros = Math.round((ms % 1) * 1000);
  return `${Math.floor(ms) + Math.floor(micros / 1000)}${String(micros % 1000).padStart(3, '0')}000`;
}

function toAttributesText({ shared, own }: RecordedSpan): string {
  const parts = shared.map(toSharedText);
  parts.push(toText(own));
  return parts.filter((part) => part !== '').join(',');
}

function toSharedText(attributes: Attributes): string {
  let text = texts.get(attributes);
  if (text === undefined) texts.set(attributes, (text = toText(attributes)));
  return text;
}

function toText(attributes: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return entries.map(([key, value]) => JSON.stringify({ key, value: toValue(value) })).join(',');
}

function toValue(value: unknown): object {
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value !== 'number') return { stringValue: typeof value === 'string' ? value : JSON.stringify(value) };
  return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
}

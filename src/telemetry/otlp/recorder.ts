import { type SpanContext, type SpanOptions, trace, TraceFlags } from '@opentelemetry/api';
import type { StartSpan } from '../spans.js';
import { RecordedSpan } from './recorded-span.js';

/**
 * Starts spans that are recorded unless the caller's trace is not. It does the work of OpenTelemetry's tracer for spans
 * whose names and attributes are known to be right: checking and copying them is most of what a span costs there.
 */
export function createRecorder(onEnd: (span: RecordedSpan) => void): StartSpan {
  return (name: string, parent: SpanContext | undefined, options: SpanOptions = {}) => {
    const spanId = PROCESS + toHex(next());
    const traceId = parent?.traceId ?? PROCESS + randomHex() + randomHex() + randomHex();
    if (parent && (parent.traceFlags & TraceFlags.SAMPLED) === 0) {
      return trace.wrapSpanContext({ traceId, spanId, traceFlags: TraceFlags.NONE });
    }
    return new RecordedSpan({ traceId, spanId, traceFlags: TraceFlags.SAMPLED }, parent, name, options, onEnd);
  };
}

/** Ids of this process's spans share their first half and are numbered. */
const PROCESS = randomHex();
let last = Math.floor(Math.random() * 0xffff_ffff);

function next(): number {
  return (last = (last + 1) >>> 0);
}

/** 32 random bits, which are never all zero. */
function randomHex(): string {
  return toHex(1 + Math.floor(Math.random() * 0xffff_ffff));
}

function toHex(bits: number): string {
  return bits.toString(16).padStart(8, '0');
}

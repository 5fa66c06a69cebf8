import type { SpanContext } from '@opentelemetry/api';

const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * The caller's span: the header `traceparent` of https://www.w3.org/TR/trace-context/. `undefined` if it is absent or
 * invalid. Its vendor data (`tracestate`, `baggage`) is not read, so that it cannot reach a provider.
 */
export function parentOf(header: string | string[] | undefined): SpanContext | undefined {
  if (typeof header !== 'string') return undefined;
  const [, version = '', traceId = '', spanId = '', flags = '', more] = FORM.exec(header.trim()) ?? [];
  const isKnown = version !== '' && version !== 'ff' && !(version === '00' && more !== undefined);
  if (!isKnown || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}

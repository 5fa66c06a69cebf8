import { SpanStatusCode } from '@opentelemetry/api';
import { emptyResource } from '@opentelemetry/resources';
import { RandomIdGenerator, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { expect, test, vi } from 'vitest';
import { startWith } from '../../src/telemetry/spans.js';

const CALLER = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };
const NO_OPTIONS = { attributes: {} };

function openRecorder() {
  const ended: ReadableSpan[] = [];
  const processor = { onEnd: (span: ReadableSpan) => void ended.push(span) };
  const start = startWith({ ids: new RandomIdGenerator(), processor, resource: emptyResource(), scope: 'test' });
  return { ended, start };
}

test('A span without a parent begins a trace that is sampled', () => {
  const { start } = openRecorder();
  const span = start('root', undefined, NO_OPTIONS);
  expect(span.parentSpanContext).toBeUndefined();
  expect(span.spanContext()).toEqual({
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
    spanId: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown,
    traceFlags: 1,
  });
});

test.each([
  [0b00, 0],
  [0b01, 1],
  [0b11, 1],
])('A child of a span with the flags %i has the flags %i', (traceFlags, expected) => {
  const { start } = openRecorder();
  const parent = { ...CALLER, traceFlags };
  const child = start('child', parent, NO_OPTIONS);
  expect(child.parentSpanContext).toBe(parent);
  expect(child.spanContext()).toMatchObject({ traceId: CALLER.traceId, traceFlags: expected });
});

test('A span ends once, and its duration does not follow a clock that is set meanwhile', () => {
  const { ended, start } = openRecorder();
  const startedAt = Date.UTC(2026, 0, 1) + 0.25;
  const span = start('work', CALLER, { attributes: {}, startedAt });
  vi.spyOn(Date, 'now').mockReturnValue(0);
  span.end(startedAt + 1500.5);
  span.end();
  vi.restoreAllMocks();
  expect(ended).toEqual([span]);
  expect(span.startTime).toEqual([startedAt / 1000 - 0.00025, 250_000]);
  expect(span.duration).toEqual([1, 500_500_000]);
});

test('A clock that is set back while a span is open does not make it end before its start', () => {
  const { start } = openRecorder();
  const span = start('work', CALLER, NO_OPTIONS);
  vi.spyOn(Date, 'now').mockReturnValue(0);
  span.end();
  vi.restoreAllMocks();
  expect(span.duration[0]).toBe(0);
});

test('Attributes that several spans share stay as they are', () => {
  const { start } = openRecorder();
  const attributes = { shared: 1 };
  const span = start('work', CALLER, { attributes });
  span.add({ own: 2 });
  span.fail('UPSTREAM_TIMEOUT');
  expect(attributes).toEqual({ shared: 1 });
  expect(span.attributes).toEqual({ shared: 1, own: 2 });
  expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message: 'UPSTREAM_TIMEOUT' });
  expect(start('other', CALLER, NO_OPTIONS).status).toEqual({ code: SpanStatusCode.UNSET });
});

test('A span keeps 128 links and counts the others', () => {
  const { start } = openRecorder();
  const span = start('work', CALLER, { attributes: {}, links: Array.from({ length: 127 }, () => CALLER) });
  span.link(CALLER);
  span.link(CALLER);
  expect(span.links).toHaveLength(128);
  expect(span.droppedLinksCount).toBe(1);
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import protobuf from 'protobufjs';
import { onTestFinished } from 'vitest';

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}

export interface Collector {
  readonly endpoint: string;
  readonly spans: readonly Span[];
  /** The points of histograms, as last received. */
  readonly histograms: ReadonlyMap<string, readonly Point[]>;
  /** Everything that was received. Its texts can be searched: protobuf writes them as they are. */
  readonly texts: readonly string[];
  readonly headers: readonly Readonly<Record<string, unknown>>[];
}

export interface Point {
  readonly count: number;
  readonly sum: number;
  readonly bucketCounts: readonly number[];
  readonly explicitBounds: readonly number[];
}

/** The fields of OTLP 1.x that the tests read: https://github.com/open-telemetry/opentelemetry-proto */
const MESSAGES = `
  syntax = "proto3";
  message Traces { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { repeated ScopeSpans scope_spans = 2; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span {
    bytes trace_id = 1;
    bytes span_id = 2;
    bytes parent_span_id = 4;
    string name = 5;
    int32 kind = 6;
    repeated KeyValue attributes = 9;
    repeated Link links = 13;
  }
  message Link { bytes trace_id = 1; bytes span_id = 2; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; } }
  message Metrics { repeated ResourceMetrics resource_metrics = 1; }
  message ResourceMetrics { repeated ScopeMetrics scope_metrics = 2; }
  message ScopeMetrics { repeated Metric metrics = 2; }
  message Metric { string name = 1; Histogram histogram = 9; }
  message Histogram { repeated Point data_points = 1; }
  message Point {
    fixed64 count = 4;
    double sum = 5;
    repeated fixed64 bucket_counts = 6;
    repeated double explicit_bounds = 7;
  }
`;
const { root } = protobuf.parse(MESSAGES);
const OPTIONS = { bytes: String, longs: Number, arrays: true, defaults: true };

interface Value {
  readonly stringValue?: string;
  readonly intValue?: number;
  readonly boolValue?: boolean;
}

interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly { readonly key: string; readonly value: Value }[];
  readonly links: Span['links'];
}

interface ReceivedMetrics {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly {
      readonly metrics: readonly {
        readonly name: string;
        readonly histogram: { readonly dataPoints: readonly Point[] } | null;
      }[];
    }[];
  }[];
}

interface ReceivedTraces {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly ReceivedSpan[] }[] }[];
}

/** Receives OTLP over HTTP until the test is over. */
export async function openCollector(): Promise<Collector> {
  const spans: Span[] = [];
  const histograms = new Map<string, readonly Point[]>();
  const texts: string[] = [];
  const headers: Readonly<Record<string, unknown>>[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      texts.push(body.toString('latin1'));
      headers.push(request.headers);
      if (request.url === '/v1/traces') spans.push(...readSpans(body));
      else for (const [name, points] of readHistograms(body)) histograms.set(name, points);
      response.setHeader('content-type', 'application/x-protobuf');
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, histograms, texts, headers };
}

function readSpans(body: Buffer): Span[] {
  const { resourceSpans } = read('Traces', body) as ReceivedTraces;
  const received = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  return received.map(({ traceId, spanId, parentSpanId, name, kind, attributes, links }) => ({
    traceId: toHex(traceId),
    spanId: toHex(spanId),
    parentSpanId: parentSpanId === '' ? undefined : toHex(parentSpanId),
    name,
    kind,
    attributes: Object.fromEntries(
      attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? value.boolValue]),
    ),
    links: links.map((link) => ({ traceId: toHex(link.traceId), spanId: toHex(link.spanId) })),
  }));
}

function readHistograms(body: Buffer): (readonly [string, readonly Point[]])[] {
  const { resourceMetrics } = read('Metrics', body) as ReceivedMetrics;
  const metrics = resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  return metrics.flatMap(({ name, histogram }) => (histogram ? [[name, histogram.dataPoints] as const] : []));
}

function read(message: string, body: Buffer): unknown {
  const type = root.lookupType(message);
  return type.toObject(type.decode(body), OPTIONS);
}

function toHex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

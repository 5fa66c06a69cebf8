import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
  /** Everything that was received, as text. */
  readonly texts: readonly string[];
  readonly headers: readonly Readonly<Record<string, unknown>>[];
}

interface Value {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly boolValue?: boolean;
}

interface Received {
  readonly resourceSpans?: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<Span, 'attributes' | 'links'> & {
        readonly attributes: readonly { readonly key: string; readonly value: Value }[];
        readonly links?: Span['links'];
      })[];
    }[];
  }[];
}

/** Receives OTLP over HTTP until the test is over. */
export async function openCollector(): Promise<Collector> {
  const spans: Span[] = [];
  const texts: string[] = [];
  const headers: Readonly<Record<string, unknown>>[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      texts.push(text);
      headers.push(request.headers);
      const { resourceSpans = [] } = JSON.parse(text) as Received;
      for (const { scopeSpans } of resourceSpans) {
        for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
          const attributes = span.attributes.map(
            ({ key, value }) => [key, value.stringValue ?? value.intValue ?? value.boolValue] as const,
          );
          spans.push({
            ...span,
            attributes: Object.fromEntries(attributes),
            links: span.links ?? [],
          });
        }
      }
      response.setHeader('content-type', 'application/json');
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, texts, headers };
}

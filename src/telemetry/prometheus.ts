import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import {
  DataPointType,
  type MetricData,
  type MetricProducer,
  MetricReader,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { temporalityOf } from './temporality.js';

export interface PrometheusEndpoint {
  readonly reader: MetricReader;
  /** The actual port. */
  readonly port: number;
}

export interface ReaderOptions {
  /** Series of each instrument. */
  readonly cardinalityLimit: number;
  /** Metrics beside the SDK's own. */
  readonly metricProducers: readonly MetricProducer[];
}

/** Serves metrics at `/metrics` on a port of their own. Rejects if it cannot listen on the port. */
export async function openPrometheusEndpoint(
  { host, port }: { readonly host: string; readonly port: number },
  { cardinalityLimit, metricProducers }: ReaderOptions,
): Promise<PrometheusEndpoint> {
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);
  const server = createServer((request, response) => {
    const [path] = (request.url ?? '').split('?', 1);
    if (path !== '/metrics' || !['GET', 'HEAD'].includes(request.method ?? '')) {
      response.writeHead(path === '/metrics' ? 405 : 404).end();
      return;
    }
    reader.collect().then(
      ({ resourceMetrics }) => {
        response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
        response.end(serializer.serialize(withUnits(resourceMetrics)));
      },
      () => response.writeHead(503).end(),
    );
  });
  const reader = new EndpointReader(server, { cardinalityLimit, metricProducers });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  // A scrape must not keep the process running.
  server.unref();
  // Of a TCP server it is an AddressInfo.
  return { reader, port: (server.address() as AddressInfo).port };
}

class EndpointReader extends MetricReader {
  readonly #server: Server;

  constructor(server: Server, { cardinalityLimit, metricProducers }: ReaderOptions) {
    super({
      cardinalitySelector: () => cardinalityLimit,
      aggregationTemporalitySelector: temporalityOf,
      metricProducers: [...metricProducers],
    });
    this.#server = server;
  }

  protected override async onForceFlush(): Promise<void> {
    // Metrics are pulled.
  }

  protected override async onShutdown(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    this.#server.closeAllConnections();
    await closed;
  }
}

/** Prometheus' words for units. Units in braces are annotations and have none. */
const UNITS: Readonly<Record<string, string>> = { s: '_seconds', By: '_bytes' };

/**
 * Adds the unit to each name, as https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
 * says: `http_client_request_duration_seconds`. The serializer (0.301) adds only `_total`; it writes the unit as a
 * comment.
 */
function withUnits(metrics: ResourceMetrics): ResourceMetrics {
  const scopeMetrics = metrics.scopeMetrics.map((scope) => ({ ...scope, metrics: scope.metrics.map(withUnit) }));
  return { ...metrics, scopeMetrics };
}

function withUnit(metric: MetricData): MetricData {
  const { name, unit } = metric.descriptor;
  const isRatio = unit === '1' && metric.dataPointType === DataPointType.GAUGE;
  const suffix = isRatio ? '_ratio' : (UNITS[unit] ?? '');
  return { ...metric, descriptor: { ...metric.descriptor, name: `${name}${suffix}`, unit: '' } };
}

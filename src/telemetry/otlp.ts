import type { TelemetryConfig } from '../config/config.js';
import type { Logger } from '../upstream/index.js';
import { runWithoutActivity } from './active.js';
import { temporalityOf } from './temporality.js';

interface Result {
  readonly code: number;
}

/** An exporter of the SDK, of metrics or of spans. */
interface Exporter<Items> {
  export(items: Items, done: (result: Result) => void): void;
}

const LOST = 'Telemetry could not be sent to the collector; what was to be sent is lost.';
const SENT = 'The collector accepts telemetry again.';

/**
 * Exporters over HTTP: `endpoint` with `/v1/metrics` and `/v1/traces`, in protobuf, which takes half the processor time of
 * JSON. Failures are logged once, not for each batch.
 */
export async function createOtlpExporters({ endpoint, headers }: NonNullable<TelemetryConfig['otlp']>, logger: Logger) {
  const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-proto');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto');
  const base = endpoint.href.replace(/\/+$/, '');
  const revealed = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, text.reveal()]));
  const optionsOf = (path: string) => ({ url: `${base}/v1/${path}`, headers: revealed, timeoutMillis: TIMEOUT_MS });
  return {
    metrics: Object.assign(reporting(new OTLPMetricExporter(optionsOf('metrics')), 'metrics', logger), {
      selectAggregationTemporality: temporalityOf,
    }),
    traces: reporting(new OTLPTraceExporter(optionsOf('traces')), 'traces', logger),
  };
}

/** A stopping process must end soon, even if the collector does not respond. */
const TIMEOUT_MS = 2000;

function reporting<Items, E extends Exporter<Items>>(exporter: E, signal: string, logger: Logger): E {
  const send = exporter.export.bind(exporter);
  let isFailing = false;
  const sendAndReport = (items: Items, done: (result: Result) => void) => {
    send(items, (result) => {
      const hasFailed = result.code !== 0;
      // Batches are sent by the request that filled them, whose trace is not about this.
      if (hasFailed !== isFailing)
        runWithoutActivity(() => {
          logger.warn({ signal }, hasFailed ? LOST : SENT);
        });
      isFailing = hasFailed;
      done(result);
    });
  };
  return Object.assign(exporter, { export: sendAndReport });
}

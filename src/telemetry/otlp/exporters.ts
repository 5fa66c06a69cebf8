import type { Attributes } from '@opentelemetry/api';
import type { TelemetryConfig } from '../../config/config.js';
import type { Logger } from '../../upstream/index.js';
import { runWithoutActivity } from '../active.js';
import type { RecordedSpan } from './recorded-span.js';
import { toTraceRequest } from './span-json.js';

type CollectorConfig = NonNullable<TelemetryConfig['otlp']>;

const LOST = 'Telemetry could not be sent to the collector; what was to be sent is lost.';
const SENT = 'The collector accepts telemetry again.';

/** A stopping process must end soon, even if the collector does not respond. */
const TIMEOUT_MS = 2000;

/** Sends metrics to `endpoint` with `/v1/metrics`. */
export async function createMetricExporter(config: CollectorConfig, logger: Logger) {
  const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-http');
  const exporter = new OTLPMetricExporter({ ...requestTo(config, 'metrics'), timeoutMillis: TIMEOUT_MS });
  const send = exporter.export.bind(exporter);
  const report = createReport('metrics', logger);
  return Object.assign(exporter, {
    export: (...[metrics, done]: Parameters<typeof send>) => {
      send(metrics, (result) => {
        const { code }: { readonly code: number } = result;
        report(code === 0);
        done(result);
      });
    },
  });
}

/** Sends spans to `endpoint` with `/v1/traces`. Does not reject. */
export function createSpanSender(config: CollectorConfig, resource: Attributes, scope: string, logger: Logger) {
  const report = createReport('traces', logger);
  return async (spans: readonly RecordedSpan[]): Promise<void> => {
    const { url, headers } = requestTo(config, 'traces');
    const init = {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: toTraceRequest(spans, resource, scope),
      redirect: 'error' as const,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    };
    try {
      // Batches are sent by the request that filled them, whose trace is not about this.
      const response = await runWithoutActivity(() => fetch(url, init));
      await response.body?.cancel();
      report(response.ok);
    } catch {
      report(false);
    }
  };
}

function requestTo({ endpoint, headers }: CollectorConfig, signal: string) {
  const revealed = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, text.reveal()]));
  return { url: `${endpoint.href.replace(/\/+$/, '')}/v1/${signal}`, headers: revealed };
}

/** Logs failures once, not for each batch. */
function createReport(signal: string, logger: Logger): (isSent: boolean) => void {
  let isFailing = false;
  return (isSent) => {
    if (isSent === !isFailing) return;
    isFailing = !isSent;
    runWithoutActivity(() => {
      logger.warn({ signal }, isSent ? SENT : LOST);
    });
  };
}

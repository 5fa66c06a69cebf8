import type { Attributes } from '@opentelemetry/api';
import type { TelemetryConfig } from '../../config/config.js';
import type { Logger } from '../../upstream/index.js';
import { createMetricExporter, createSpanSender } from './exporters.js';
import { createRecorder } from './recorder.js';
import { SpanQueue } from './span-queue.js';

/** What sends metrics and spans to a collector, in OTLP over HTTP. */
export async function openCollector(
  config: NonNullable<TelemetryConfig['otlp']>,
  resource: Attributes,
  scope: string,
  logger: Logger,
) {
  const queue = new SpanQueue(createSpanSender(config, resource, scope, logger));
  return {
    metricExporter: await createMetricExporter(config, logger),
    startSpan: createRecorder((span) => {
      queue.add(span);
    }),
    close: () => queue.close(),
  };
}

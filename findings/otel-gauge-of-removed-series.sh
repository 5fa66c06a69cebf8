#!/usr/bin/env bash
# Surprise: OpenTelemetry's metrics SDK repeats the last value of an observable gauge's series for ever, although its
# callback does not observe that series any more.
# Guess before: the series is gone at the next collection. OpenTelemetry's specification (Metrics SDK, "Observations inside
# asynchronous callbacks") asks for that of attributes that a callback no longer observes.
# Seen: December 2026, @opentelemetry/sdk-metrics 3.1.0. With delta temporality for gauges the series is gone.
# Why users care: an account, a queue or a host that is removed keeps its last state in Prometheus until the restart, and
# an alert on it never ends.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @opentelemetry/sdk-metrics@3.1.0 @opentelemetry/api@1.10.0
cat >run.mjs <<'JS'
import { AggregationTemporality, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';

class Collecting extends MetricReader {
  async onForceFlush() {}
  async onShutdown() {}
}

async function seriesAfterRemoval(temporality) {
  const reader = new Collecting({ aggregationTemporalitySelector: () => temporality });
  const meter = new MeterProvider({ readers: [reader] }).getMeter('test');
  const hosts = new Set(['stays', 'leaves']);
  meter.createObservableGauge('state').addCallback((result) => {
    for (const host of hosts) result.observe(1, { host });
  });
  await reader.collect();
  hosts.delete('leaves');
  const { resourceMetrics } = await reader.collect();
  return resourceMetrics.scopeMetrics[0].metrics[0].dataPoints.map(({ attributes }) => attributes.host).join(', ');
}

const cumulative = await seriesAfterRemoval(AggregationTemporality.CUMULATIVE);
const delta = await seriesAfterRemoval(AggregationTemporality.DELTA);
console.log(`series after one was removed\n  cumulative  ${cumulative}\n  delta       ${delta}`);
const isAsSeen = cumulative === 'stays, leaves' && delta === 'stays';
console.log(isAsSeen ? 'As seen: the removed series is repeated.' : 'The behaviour has changed.');
process.exitCode = isAsSeen ? 0 : 1;
JS
npm ls @opentelemetry/sdk-metrics --depth=0
node run.mjs

#!/usr/bin/env bash
# Surprise: `new NodeSDK({ metricReader })`, as the package's own README writes it, is accepted and ignored: no metric is
# ever collected, and nothing is logged.
# Guess before: the reader is used, or an unknown option is an error.
# Seen: December 2026, @opentelemetry/sdk-node 0.301.0. The option is `metricReaders`, a list.
# Why users care: after an update the scrape is HTTP 200 and empty, and alerts on what is high or failing are silent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @opentelemetry/sdk-node@0.301.0 @opentelemetry/sdk-metrics@3.1.0 @opentelemetry/api@1.10.0
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { metrics } from '@opentelemetry/api';
import { MetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';

class Collecting extends MetricReader {
  async onForceFlush() {}
  async onShutdown() {}
}

const [name] = process.argv.slice(2);
const reader = new Collecting();
const sdk = new NodeSDK({ [name]: name === 'metricReader' ? reader : [reader] });
sdk.start();
metrics.getMeter('test').createCounter('calls').add(1);
const collected = await reader.collect().then(({ resourceMetrics }) => resourceMetrics.scopeMetrics.length, () => 0);
const readme = readFileSync('node_modules/@opentelemetry/sdk-node/README.md', 'utf8');
console.log(`  ${name.padEnd(13)} scopes collected: ${collected}, in the README: ${readme.includes(`${name}:`)}`);
await sdk.shutdown();
process.exitCode = collected === (name === 'metricReader' ? 0 : 1) ? 0 : 1;
JS
npm ls @opentelemetry/sdk-node --depth=0
if OTEL_METRICS_EXPORTER=none node run.mjs metricReader && OTEL_METRICS_EXPORTER=none node run.mjs metricReaders; then
  echo 'As seen: metricReader is ignored.'
else
  echo 'The behaviour has changed.'
  exit 1
fi

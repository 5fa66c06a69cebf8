#!/usr/bin/env bash
# Surprise: the instrumentation of undici, which also sees `fetch`, writes signatures in URLs into spans. The one of
# node:http, of the same project, replaces them by REDACTED.
# Guess before: both redact. OpenTelemetry's semantic conventions list `sig`, `Signature`, `AWSAccessKeyId` and
# `X-Goog-Signature` for `url.full` and `url.query`: such values should be redacted by default.
# Seen: December 2026, @opentelemetry/instrumentation-undici 0.34.0, -http 0.301.0.
# Why users care: presigned URLs and APIs that sign the query (object stores, QingCloud) leak into the trace backend.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @opentelemetry/sdk-node@0.301.0 @opentelemetry/instrumentation-http@0.301.0 \
  @opentelemetry/instrumentation-undici@0.34.0
cat >run.cjs <<'JS'
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { UndiciInstrumentation } = require('@opentelemetry/instrumentation-undici');
const { NodeSDK } = require('@opentelemetry/sdk-node');

const CLIENT = 2;
const urls = {};
const keep = (spans, done) => {
  for (const { kind, attributes, instrumentationScope } of spans) {
    if (kind === CLIENT) urls[instrumentationScope.name.split('-').at(-1)] = attributes['url.full'];
  }
  done({ code: 0 });
};
const sdk = new NodeSDK({
  traceExporter: { export: keep, shutdown: async () => {}, forceFlush: async () => {} },
  instrumentations: [new HttpInstrumentation(), new UndiciInstrumentation()],
});
sdk.start();
const http = require('node:http');

async function run() {
  const server = http.createServer((request, response) => response.end());
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/object?X-Goog-Signature=SECRET`;
  await new Promise((resolve) => http.get(url, (response) => response.resume().on('end', resolve)));
  await (await fetch(url)).text();
  server.closeAllConnections();
  server.close();
  await sdk.shutdown();
  for (const [name, text] of Object.entries(urls)) console.log(`  ${name.padEnd(7)} ${text}`);
  const isAsSeen = urls.undici?.includes('SECRET') && urls.http !== undefined && !urls.http.includes('SECRET');
  console.log(isAsSeen ? 'As seen: only node:http redacts.' : 'The behaviour has changed.');
  process.exitCode = isAsSeen ? 0 : 1;
}

void run();
JS
npm ls @opentelemetry/instrumentation-undici --depth=0
OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none node run.cjs

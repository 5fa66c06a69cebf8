#!/usr/bin/env bash
# Surprise: Hive Gateway subscribes to a subgraph over Server-Sent Events by GET, with the query in the address and without
# a content type or another header that a browser would have to ask for first. Queries of the same gateway go by POST.
# Seen: December 2026, @graphql-hive/gateway-runtime 2.12.1 with @graphql-mesh/transport-http 1.2.1.
# Why users care: servers that protect themselves against cross-site requests reject such a GET (Apollo Server's
# csrfPrevention does, with status 400), so subscriptions fail where queries work. And the query and its variables are in
# the access logs of what lies between.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --legacy-peer-deps @graphql-hive/gateway-runtime@2.12.1 @theguild/federation-composition@0.27.0 @graphql-mesh/transport-http@1.2.1 graphql@16.15.0
cat >run.mjs <<'JS'
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

// A subgraph that records how it is called, and sends one event.
const calls = [];
const server = createServer((request, response) => {
  calls.push({ method: request.method, headers: request.headers, url: request.url });
  const isStream = String(request.headers.accept).includes('text/event-stream') && !request.url.includes('json');
  const result = JSON.stringify({ data: request.url.includes('ticks') ? { ticks: 1 } : { a: 1 } });
  response.writeHead(200, { 'content-type': isStream && calls.length > 1 ? 'text/event-stream' : 'application/json' });
  response.end(isStream && calls.length > 1 ? `event: next\ndata: ${result}\n\nevent: complete\ndata:\n\n` : result);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/graphql`;
const typeDefs = parse('type Query { a: Int } type Subscription { ticks: Int }');
const { supergraphSdl } = composeServices([{ name: 'jobs', url, typeDefs }]);
const gateway = createGatewayRuntime({ supergraph: supergraphSdl, logging: false, maskedErrors: false });
const send = async (query, accept) => {
  const headers = { 'content-type': 'application/json', accept };
  const body = JSON.stringify({ query });
  const response = await gateway.fetch('http://gateway.example/graphql', { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) });
  return response.text();
};
console.log(await send('{ a }', 'application/json'));
console.log(await send('subscription { ticks }', 'text/event-stream'));
await gateway.dispose();
server.closeAllConnections();
server.close();
const shown = calls.map(({ method, headers }) => `${method} content-type: ${headers['content-type'] ?? 'none'}, x-requested-with or preflight headers: ${Object.keys(headers).some((name) => /preflight|requested-with|operation-name/.test(name))}`);
console.log(shown.join('\n'));
const [query, subscription] = calls;
const isAsSeen = query.method === 'POST' && subscription.method === 'GET' && subscription.headers['content-type'] === undefined;
console.log(isAsSeen ? 'As seen: the query is a POST, the subscription a plain GET.' : 'The behaviour has changed.');
process.exit(isAsSeen ? 0 : 1);
JS
npm ls @graphql-hive/gateway-runtime @graphql-mesh/transport-http graphql --depth=0
node run.mjs

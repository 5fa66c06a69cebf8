#!/usr/bin/env bash
# Surprise: Hive Gateway drops the text and the code of an error that a subgraph sends as graphql-transport-ws's message
# `error`. Its caller receives an error with `locations` only: without `message`, which the GraphQL specification requires.
# The same error in a message `next`, followed by `complete`, arrives whole.
# Seen: December 2026, @graphql-hive/gateway-runtime 2.12.1 with graphql-ws 6.4.2.
# Why users care: a subgraph that rejects a subscription (a wrong argument, too many subscriptions, an expired token) says
# why in that message, as the protocol wants it. Behind this gateway the caller cannot tell one from the other. A subgraph
# that sends a result with `errors` is understood.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --legacy-peer-deps @graphql-hive/gateway-runtime@2.12.1 @theguild/federation-composition@0.27.0 @graphql-mesh/transport-http@1.2.1 @graphql-mesh/transport-ws@2.1.0 ws@8.23.0 graphql-ws@6.4.2 graphql@16.15.0
cat >run.mjs <<'JS'
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { WebSocketServer } from 'ws';

const ERROR = { message: 'The cursor is too old.', extensions: { code: 'BAD_USER_INPUT' } };

// A subgraph that speaks graphql-transport-ws and rejects each subscription.
async function startSubgraph(reject) {
  const server = new WebSocketServer({ port: 0, handleProtocols: () => 'graphql-transport-ws' });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) =>
    socket.on('message', (data) => {
      const { id, type } = JSON.parse(String(data));
      const send = (message) => socket.send(JSON.stringify(message));
      if (type === 'connection_init') send({ type: 'connection_ack' });
      if (type === 'subscribe') reject((message) => send({ id, ...message }));
    }),
  );
  return server;
}

async function firstResult(reject) {
  const server = await startSubgraph(reject);
  const url = `http://127.0.0.1:${server.address().port}/graphql`;
  const typeDefs = parse('type Query { a: Int } type Subscription { ticks: Int }');
  const { supergraphSdl } = composeServices([{ name: 'jobs', url, typeDefs }]);
  const transportEntries = { jobs: { options: { subscriptions: { kind: 'ws', location: '/graphql' } } } };
  const gateway = createGatewayRuntime({ supergraph: supergraphSdl, logging: false, maskedErrors: false, transportEntries });
  const response = await gateway.fetch('http://gateway.example/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { ticks }' }),
    signal: AbortSignal.timeout(20_000),
  });
  let text = '';
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (/^data: .+$/m.test(text)) break;
  }
  await gateway.dispose();
  for (const client of server.clients) client.terminate();
  server.close();
  return /^data: (.+)$/m.exec(text)?.[1] ?? text;
}

const asError = await firstResult((send) => send({ type: 'error', payload: [ERROR] }));
const asNext = await firstResult((send) => {
  send({ type: 'next', payload: { data: null, errors: [ERROR] } });
  send({ type: 'complete' });
});
console.log(`sent as error: ${asError}\nsent as next:  ${asNext}`);
const isAsSeen = !asError.includes(ERROR.message) && !asError.includes('BAD_USER_INPUT') && asNext.includes(ERROR.message) && asNext.includes('BAD_USER_INPUT');
console.log(isAsSeen ? 'As seen: the text and the code of an error message are lost.' : 'The behaviour has changed.');
process.exit(isAsSeen ? 0 : 1);
JS
npm ls @graphql-hive/gateway-runtime graphql-ws graphql --depth=0
node run.mjs

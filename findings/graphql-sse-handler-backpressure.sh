#!/usr/bin/env bash
# Surprise: the server handler of graphql-sse takes events from a subscription's source as fast as the source gives them and
# keeps them in memory, whether its response is read or not. The source is never slowed down.
# Seen: December 2026, graphql-sse 2.6.1.
# Why users care: the memory of a server grows with every subscriber that stops reading. A server that wants back pressure
# has to write the events of the protocol itself, or to slow its own source down.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund graphql-sse@2.6.1 graphql@16.15.0
cat >run.mjs <<'JS'
import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-sse';

const COUNT = 10_000;
let taken = 0;
async function* source() {
  for (; taken < COUNT; taken++) yield { event: taken };
}
const schema = buildSchema('type Query { a: Int } type Subscription { event: Int }');
schema.getSubscriptionType().getFields().event.subscribe = source;
const handler = createHandler({ schema, authenticate: () => null });
const [body] = await handler({
  method: 'POST',
  url: '/graphql',
  headers: { get: (name) => ({ accept: 'text/event-stream', 'content-type': 'application/json' })[name.toLowerCase()] },
  body: { query: 'subscription { event }' },
  raw: {},
  context: {},
});
// The response is not read beyond its first comment.
await body.next();
await new Promise((resolve) => setTimeout(resolve, 3000));
console.log(`node ${process.version}`);
console.log(`events taken from the source: ${taken} of ${COUNT}   read by the subscriber: 0`);
const isAsSeen = taken === COUNT;
console.log(isAsSeen ? 'As seen: all events are taken and kept, though nobody reads.' : 'The behaviour has changed.');
process.exit(isAsSeen ? 0 : 1);
JS
npm ls graphql-sse graphql --depth=0
node run.mjs

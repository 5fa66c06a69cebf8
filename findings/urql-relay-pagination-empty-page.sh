#!/usr/bin/env bash
# Surprise: relayPagination() of @urql/exchange-graphcache drops an empty page together with its pageInfo. After an empty
# middle page the list still has the endCursor of the page before it, and hasNextPage stays true after an empty last page.
# Seen: December 2026, @urql/core 6.0.3 and @urql/exchange-graphcache 9.0.2.
# Why users care: servers that filter while they page may send empty pages. A program that pages on by the cached endCursor
# requests the same page for ever.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @urql/core@6.0.3 @urql/exchange-graphcache@9.0.2 graphql@16.15.0
cat >run.mjs <<'JS'
import { Client, fetchExchange, gql } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';

const page = (ids, endCursor, hasNextPage) => ({
  __typename: 'ItemConnection',
  edges: ids.map((id) => ({ __typename: 'ItemEdge', cursor: id, node: { __typename: 'Item', id } })),
  pageInfo: { __typename: 'PageInfo', endCursor, hasNextPage },
});
const PAGES = { '': page(['a'], 'c1', true), c1: page([], 'c2', true), c2: page(['b'], 'c3', true), c3: page([], 'c4', false) };
const answer = (url, { body }) => {
  const items = PAGES[JSON.parse(body).variables.after ?? ''];
  return Promise.resolve(new Response(JSON.stringify({ data: { items } }), { headers: { 'content-type': 'application/json' } }));
};
const client = new Client({
  url: 'http://localhost/graphql',
  exchanges: [cacheExchange({ resolvers: { Query: { items: relayPagination() } } }), fetchExchange],
  preferGetMethod: false,
  fetch: answer,
});
const query = gql`query ($after: String) { items(first: 1, after: $after) { edges { cursor node { id } } pageInfo { endCursor hasNextPage } } }`;
const seen = [];
for (const after of [null, 'c1', 'c2', 'c3']) {
  const { data, error } = await client.query(query, { after }).toPromise();
  if (error) throw error;
  const { endCursor, hasNextPage } = data.items.pageInfo;
  const sent = PAGES[after ?? ''].pageInfo;
  seen.push(`${endCursor} ${hasNextPage}`);
  console.log(`sent: ${sent.endCursor} ${sent.hasNextPage}   read: ${endCursor} ${hasNextPage}   rows: ${data.items.edges.length}`);
}
console.log(`node ${process.version}`);
const isAsSeen = seen[1] === 'c1 true' && seen[3] === 'c3 true';
console.log(isAsSeen ? 'As seen: empty pages are dropped with their pageInfo.' : 'The behaviour has changed.');
process.exitCode = isAsSeen ? 0 : 1;
JS
npm ls @urql/core @urql/exchange-graphcache graphql --depth=0
node run.mjs

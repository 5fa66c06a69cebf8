#!/usr/bin/env bash
# Surprise: graphql-jit returns a list that is one item too long. It happens when a resolver returns an array in which a
# promise that rejects comes before an item that is no promise. The wrong item is a null behind the last one, and no
# error belongs to it. An array of promises only, or of plain items and Error objects, has the right length.
# Seen: December 2026, graphql-jit 0.8.9 with graphql 16.15.0.
# Why users care: a subgraph whose _entities resolver mixes plain entities and promises returns more entities than the
# gateway asked for. Programs that match a list to its request by position must return Error objects instead of
# rejected promises.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund graphql-jit@0.8.9 graphql@16.15.0
cat >run.mjs <<'JS'
import { createRequire } from 'node:module';
// Both packages must share one copy of graphql.
const require = createRequire(import.meta.url);
const { buildSchema, execute, parse } = require('graphql');
const { compileQuery } = require('graphql-jit');

const schema = buildSchema('type Cluster { name: String } type Query { clusters: [Cluster] }');
const document = parse('{ clusters { name } }');
const plain = { name: 'a' };
const lists = {
  'rejected promise, then a plain item': () => [Promise.reject(new Error('gone')), plain],
  'rejected promise, then a promise': () => [Promise.reject(new Error('gone')), Promise.resolve(plain)],
  'Error object, then a plain item': () => [new Error('gone'), plain],
};
const lengths = {};
for (const [name, resolve] of Object.entries(lists)) {
  schema.getQueryType().getFields().clusters.resolve = resolve;
  const expected = await execute({ schema, document });
  const actual = await compileQuery(schema, document).query({}, {}, {});
  lengths[name] = `${expected.data.clusters.length} ${actual.data.clusters.length}`;
  console.log(`${name}\n  graphql     ${JSON.stringify(expected.data)}\n  graphql-jit ${JSON.stringify(actual.data)}`);
}
const [mixed, promises, errors] = Object.values(lengths);
const isAsSeen = mixed === '2 3' && promises === '2 2' && errors === '2 2';
console.log(isAsSeen ? 'As seen: the mixed list has a third item.' : 'The behaviour has changed.');
process.exitCode = isAsSeen ? 0 : 1;
JS
npm ls graphql-jit graphql --depth=0
node run.mjs

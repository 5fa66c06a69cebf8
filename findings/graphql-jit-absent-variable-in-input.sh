#!/usr/bin/env bash
# Surprise: with graphql-jit, a variable that the request does not give becomes null inside an input object. The GraphQL
# specification (October 2021, 3.10 "Input Objects") says that such a field is absent, so its default value applies, and
# graphql does that. As an argument of its own, the same variable is treated as absent by both.
# Seen: December 2026, graphql-jit 0.8.9 with graphql 16.15.0.
# Why users care: clients declare a variable for each field of a filter and send only those that are set. With compiled
# execution each other field arrives as null: a filter that takes null for "match what has none" returns other rows, and
# defaults of input fields do not apply.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund graphql-jit@0.8.9 graphql@16.15.0
cat >run.mjs <<'JS'
import { createRequire } from 'node:module';
// Both packages must share one copy of graphql.
const require = createRequire(import.meta.url);
const { buildSchema, execute, parse, validate } = require('graphql');
const { compileQuery } = require('graphql-jit');

const schema = buildSchema('input Filter { days: Int = 7, action: String } type Query { jobs(filter: Filter, first: Int = 20): String }');
schema.getQueryType().getFields().jobs.resolve = (_, args) => JSON.stringify(args);
const document = parse('query ($days: Int, $action: String, $first: Int) { jobs(filter: { days: $days, action: $action }, first: $first) }');
if (validate(schema, document).length > 0) throw new Error('The query is not valid.');

const expected = (await execute({ schema, document, variableValues: {} })).data.jobs;
const actual = (await compileQuery(schema, document).query({}, {}, {})).data.jobs;
console.log(`arguments of the resolver, no variable given\n  graphql     ${expected}\n  graphql-jit ${actual}`);
const isAsSeen = expected === '{"filter":{"days":7},"first":20}' && actual === '{"filter":{"days":null,"action":null},"first":20}';
console.log(isAsSeen ? 'As seen: absent fields arrive as null.' : 'The behaviour has changed.');
process.exitCode = isAsSeen ? 0 : 1;
JS
npm ls graphql-jit graphql --depth=0
node run.mjs

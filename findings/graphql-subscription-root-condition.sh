#!/usr/bin/env bash
# Surprise: graphql's `validate` throws, instead of returning errors, for a subscription whose root field has `@skip` with a
# variable, also if the variable has a default. The specification of October 2021 allows such a subscription; that of
# September 2025 makes it a validation error. A query with the same condition is validated as usual.
# Seen: December 2026, graphql 16.15.0.
# Why users care: a server that validates with graphql-js, such as Apollo Server, responds with status 500 for an unexpected
# error, to an error of the client that it should name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund graphql@16.15.0

cat >run.cjs <<'JS'
const { buildSchema, parse, validate, version } = require('graphql');

const schema = buildSchema(`
  type Query { state: String }
  type Subscription { state: String }
`);
const outcome = (text) => {
  try {
    return `returns ${validate(schema, parse(text)).length} errors`;
  } catch (error) {
    return `throws ${error.constructor.name}: ${error.message}`;
  }
};
console.log(`graphql ${version}`);
console.log(`query: ${outcome('query ($quiet: Boolean! = false) { state @skip(if: $quiet) }')}`);
console.log(`subscription: ${outcome('subscription ($quiet: Boolean! = false) { state @skip(if: $quiet) }')}`);
JS
node run.cjs | tee output.txt

diff - output.txt <<'EXPECTED'
graphql 16.15.0
query: returns 0 errors
subscription: throws GraphQLError: Argument "if" of required type "Boolean!" was provided the variable "$quiet" which was not provided a runtime value.
EXPECTED
echo 'As seen: validate throws.'

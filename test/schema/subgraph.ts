import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { concatAST, parse, type DocumentNode, type GraphQLNamedType, type GraphQLSchema } from 'graphql';

const schemaFolder = fileURLToPath(new URL('../../schema/', import.meta.url));

function parseFile(file: string): DocumentNode {
  return parse(readFileSync(file, 'utf8'));
}

/** A schema file of the tests: the released one, or a neighbour. */
export function fixture(name: string): DocumentNode {
  return parseFile(fileURLToPath(new URL(`./${name}.graphql`, import.meta.url)));
}

/** Everything under `schema/`, as one document. */
export function subgraphDocument(): DocumentNode {
  const files = readdirSync(schemaFolder).filter((file) => file.endsWith('.graphql'));
  return concatAST(files.sort().map((file) => parseFile(schemaFolder + file)));
}

export function buildSubgraph(typeDefs: DocumentNode): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs }]);
}

const FEDERATION_TYPE = /^_|^federation__|^link__/;
const SPECIFIED_SCALARS = new Set(['ID', 'String', 'Boolean', 'Int', 'Float']);

/** The types that the schema itself declares, without GraphQL's and Federation's own. */
export function ownTypes(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(
    ({ name }) => !FEDERATION_TYPE.test(name) && !SPECIFIED_SCALARS.has(name),
  );
}

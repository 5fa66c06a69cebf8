import { stitchSchemas } from '@graphql-tools/stitch';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, Kind, print, visit } from 'graphql';
import type { Subgraph } from './subgraph-server.js';

type SubschemaConfig = Exclude<NonNullable<Parameters<typeof stitchSchemas>[0]['subschemas']>[number], GraphQLSchema>;
type MergedTypes = NonNullable<SubschemaConfig['merge']>;
type MergedType = MergedTypes[string];

/** The merge configuration of a type that a subgraph resolves by a key. `computed`: its fields that require other fields. */
function byKey(typename: string, key: string, computed: Readonly<Record<string, string>> = {}): MergedType {
  const fields = Object.entries(computed).map(([name, needed]) => [
    name,
    { selectionSet: `{ ${needed} }`, computed: true },
  ]);
  const sent = [key, ...Object.values(computed)];
  return {
    selectionSet: `{ ${key} }`,
    fields: Object.fromEntries(fields) as NonNullable<MergedType['fields']>,
    fieldName: '_entities',
    key: (result: Record<string, unknown>) => ({
      __typename: typename,
      ...Object.fromEntries(sent.filter((name) => name in result).map((name) => [name, result[name]])),
    }),
    argsFromKeys: (representations) => ({ representations }),
  };
}

const MERGED: Readonly<Record<string, MergedTypes>> = {
  jobgraph: {
    Cluster: { entryPoints: [byKey('Cluster', 'id'), byKey('Cluster', 'resourceName')] },
    CloudAccount: byKey('CloudAccount', 'id'),
    ClusterJob: byKey('ClusterJob', 'id'),
  },
  billing: { Cluster: byKey('Cluster', 'resourceName'), Account: byKey('Account', 'id') },
  ownership: {
    Cluster: byKey('Cluster', 'id', { displayName: 'name' }),
    CloudAccount: byKey('CloudAccount', 'id'),
    ClusterJob: byKey('ClusterJob', 'id'),
    Team: byKey('Team', 'name'),
  },
  pipelines: { ClusterJob: byKey('ClusterJob', 'id'), Job: byKey('Job', 'id') },
};

/** Stitches subgraphs without a supergraph: type by type, through `_entities`. */
export function stitchByHand(subgraphs: readonly Subgraph[]): GraphQLSchema {
  return stitchSchemas({ subschemas: subgraphs.map(toSubschema) });
}

function toSubschema({ name, url, typeDefs }: Subgraph): SubschemaConfig {
  return {
    name,
    schema: buildSubgraphSchema([{ typeDefs: withoutExternal(typeDefs) }]),
    batch: true,
    merge: MERGED[name] ?? {},
    executor: async ({ document, variables }) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query: print(document), variables });
      const response = await fetch(url, { method: 'POST', headers, body });
      return (await response.json()) as object;
    },
  };
}

/** Removes external fields, because the subgraph cannot resolve them. */
function withoutExternal(typeDefs: DocumentNode): DocumentNode {
  return visit(typeDefs, {
    [Kind.FIELD_DEFINITION]: (node) =>
      node.directives?.some((directive) => directive.name.value === 'external') ? null : undefined,
    [Kind.DIRECTIVE]: (node) => (node.name.value === 'requires' ? null : undefined),
  });
}

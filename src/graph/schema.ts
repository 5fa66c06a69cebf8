import { readdirSync, readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { concatAST, type DocumentNode, type GraphQLSchema, graphqlSync, parse } from 'graphql';
import type { Resolvers } from '../generated/resolvers.js';
import { CloudAccount } from './resolvers/cloud-account.js';
import { Cluster } from './resolvers/cluster.js';
import { ClusterJob } from './resolvers/cluster-job.js';
import { ClusterConnection, ClusterJobConnection } from './resolvers/connections.js';
import { Query } from './resolvers/query.js';
import { DateTime } from './scalars.js';

const FOLDER = new URL('../../schema/', import.meta.url);

const resolvers: Resolvers = {
  DateTime,
  Query,
  CloudAccount,
  Cluster,
  ClusterJob,
  ClusterConnection,
  ClusterJobConnection,
  ClusterJobDetails: { __resolveType: ({ __typename }) => __typename },
};

/** The executable subgraph, from the files under `schema/`. */
export function createSchema(): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: readTypeDefs(), resolvers: { ...resolvers } }]);
}

function readTypeDefs(): DocumentNode {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .sort();
  return concatAST(files.map((file) => parse(readFileSync(new URL(file, FOLDER), 'utf8'))));
}

/** The subgraph's SDL, byte for byte what `_service { sdl }` answers. */
export function readSdl(): string {
  const { data } = graphqlSync({ schema: createSchema(), source: '{ _service { sdl } }' });
  const service = data?.['_service'];
  if (typeof service === 'object' && service !== null && 'sdl' in service) return String(service.sdl);
  throw new Error('The schema does not tell its SDL.');
}

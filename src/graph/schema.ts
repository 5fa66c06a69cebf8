import { readdirSync, readFileSync } from 'node:fs';
import { addResolversToSchema, buildSubgraphSchema } from '@apollo/subgraph';
import { concatAST, type DocumentNode, type GraphQLFieldResolver, type GraphQLSchema, parse } from 'graphql';
import type { Resolvers } from '../generated/resolvers.js';
import type { GraphContext } from './context.js';
import { type EntitiesArgs, resolveEntities, typeOfEntity } from './entities.js';
import { CloudAccount } from './resolvers/cloud-account.js';
import { Cluster } from './resolvers/cluster.js';
import { ClusterConnection, ClusterJobConnection } from './resolvers/connections.js';
import { UnavailableSource } from './resolvers/unavailable-source.js';
import { Query } from './resolvers/query.js';
import { Subscription } from './resolvers/subscription.js';
import { DateTime } from './scalars.js';
import { sdlOf, toOwnSdl, toSdl } from './sdl.js';

const FOLDER = new URL('../../schema/', import.meta.url);

const resolvers: Resolvers = {
  DateTime,
  Query,
  Subscription,
  CloudAccount,
  Cluster,
  ClusterConnection,
  ClusterJobConnection,
  UnavailableSource,
  ClusterJobDetails: { __resolveType: ({ __typename }) => __typename },
};

/** The executable subgraph, from the files under `schema/`. */
export function createSchema(): GraphQLSchema {
  const schema = buildSubgraphSchema([{ typeDefs: readTypeDefs(), resolvers: { ...resolvers } }]);
  const resolveService = schema.getQueryType()?.getFields()['_service']?.resolve;
  let sdl: string | undefined;
  // Federation's own resolvers would resolve references one by one, and return an SDL with more than composers need.
  addResolversToSchema(schema, {
    Query: {
      _entities: async (_, args: EntitiesArgs, context: GraphContext, info) => {
        const entities = await resolveEntities(args, context, info);
        context.entityLists?.push(entities);
        return entities;
      },
      // Printed on the first request, because most processes never receive one.
      _service: (...args: Parameters<GraphQLFieldResolver<unknown, unknown>>) => ({
        sdl: (sdl ??= toOwnSdl(toSdl(resolveService?.(...args)))),
      }),
    },
    _Entity: { __resolveType: typeOfEntity },
  });
  return schema;
}

function readTypeDefs(): DocumentNode {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .sort();
  return concatAST(files.map((file) => parse(readFileSync(new URL(file, FOLDER), 'utf8'))));
}

/** The subgraph's SDL, byte for byte what `_service { sdl }` returns. */
export function readSdl(): string {
  return sdlOf(createSchema());
}

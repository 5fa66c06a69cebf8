// A minimal subgraph that adds an owner to each cluster. The resourceName is its only data of a cluster.
//   node examples/company-graph/owners.js [PORT]      (PORT is 4002 by default)
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Cluster @key(fields: "resourceName") {
    resourceName: String!
    owner: String
  }
`);

const OWNERS = {
  'huawei-css': 'search',
  'huawei-dws': 'analytics',
  'huawei-geminidb': 'storage',
  qingcloud: 'platform',
};

const resolvers = {
  Cluster: {
    __resolveReference: ({ resourceName }) => ({ resourceName }),
    owner: ({ resourceName }) => OWNERS[resourceName.split('/')[0]] ?? null,
  },
};

const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
const server = new ApolloServer({ schema, plugins: [ApolloServerPluginInlineTraceDisabled()] });
const listen = { host: '127.0.0.1', port: Number(process.argv[2] ?? 4002) };
const { url } = await startStandaloneServer(server, { listen });
process.stdout.write(`The owners are up: ${url}\n`);

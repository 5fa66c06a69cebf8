// A small subgraph with the team of each cluster. Its only data of a cluster is the resourceName, which contains the
// provider's own id. It sends no requests to Jobgraph: the gateway joins both.
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Query {
    teams: [Team!]!
    team(name: String!): Team
  }

  type Team @key(fields: "name") {
    name: String!
    channel: String!
    # A deleted cluster is null. With [Cluster!]! it would make the whole team null.
    clusters: [Cluster]!
  }

  type Cluster @key(fields: "resourceName") {
    resourceName: String!
    team: Team
  }
`);

/** Serves the teams of an inventory (`{ search: ['huawei-css/4213d908-…'], … }`). Resolves with `{ url, close }`. */
export async function startTeams(inventory, port) {
  const owners = new Map(
    Object.entries(inventory).flatMap(([team, names]) => names.map((resourceName) => [resourceName, team])),
  );
  const toTeam = (name) => (name in inventory ? { name } : null);
  const resolvers = {
    Query: { teams: () => Object.keys(inventory).map(toTeam), team: (_, { name }) => toTeam(name) },
    Team: {
      __resolveReference: ({ name }) => toTeam(name),
      channel: ({ name }) => `#${name}-alerts`,
      clusters: ({ name }) => inventory[name].map((resourceName) => ({ resourceName })),
    },
    Cluster: {
      __resolveReference: ({ resourceName }) => ({ resourceName }),
      team: ({ resourceName }) => toTeam(owners.get(resourceName)),
    },
  };
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  const server = new ApolloServer({ schema, plugins: [ApolloServerPluginInlineTraceDisabled()] });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port } });
  return { url, close: () => server.stop() };
}

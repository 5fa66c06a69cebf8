import { createServer, type IncomingMessage } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchemaModule } from '@apollo/subgraph/dist/resolvers.js';
import { type DocumentNode, graphql, type GraphQLSchema } from 'graphql';

/** A query that a subgraph received. */
export interface ReceivedQuery {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A running subgraph on the loopback interface. */
export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
  readonly schema: GraphQLSchema;
  /** Oldest first. Tests empty it before they count. */
  readonly received: ReceivedQuery[];
  close(): Promise<void>;
}

type Resolvers = NonNullable<GraphQLSchemaModule['resolvers']>;

/** Serves a schema with resolvers over HTTP. */
export async function serveSubgraph(name: string, typeDefs: DocumentNode, resolvers: Resolvers): Promise<Subgraph> {
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  const received: ReceivedQuery[] = [];
  const server = createServer((incoming, response) => {
    void (async () => {
      const { query, variables = {} } = JSON.parse(await read(incoming)) as Partial<ReceivedQuery> & { query: string };
      received.push({ query, variables });
      const result = await graphql({ schema, source: query, variableValues: variables });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { name, url: `http://127.0.0.1:${port}/graphql`, typeDefs, schema, received, close };
}

async function read(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { onTestFinished } from 'vitest';
import type { ApolloServerPlugin } from '@apollo/server';
import type { Config } from '../../src/config/config.js';
import type { RequestInfo } from '../../src/server/engine.js';
import { createLogger } from '../../src/server/logger.js';
import type { FormatError } from '../../src/server/mask.js';
import { startServer, type RunningServer } from '../../src/server/start.js';
import { configOf } from '../config/loading.js';

const ACCOUNT = '{ name: a, provider: qingcloud, region: pek3a, auth: { accessKeyId: x, secretAccessKey: y } }';

const TYPES = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query {
    hello(name: String = "world"): String
    accounts: [String!]!
    wait: String
    fail: String
    clusters(first: Int, last: Int): ClusterConnection
    cloudAccounts: [Account!]!
  }
  type Account { clusters(first: Int): ClusterConnection }
  type ClusterConnection { nodes: [Cluster!]! edges: [ClusterEdge!]! totalCount: Int }
  type ClusterEdge { node: Cluster! }
  type Cluster @key(fields: "id") { id: ID! self: Cluster! clusters(first: Int): ClusterConnection }
`;

const EMPTY = { nodes: [], edges: [], totalCount: 0 };

/** Controls the field `wait` of the test graph. */
export interface Inside {
  /** Resolves with the operation's signal when `wait` is running. */
  readonly waiting: Promise<AbortSignal>;
  /** Resolves `wait`. */
  readonly finish: () => void;
}

export interface TestServer extends Inside {
  readonly server: RunningServer;
  readonly logs: string[];
  /** Sends a request to a path of the server. */
  readonly send: (path: string, init?: RequestInit) => Promise<Response>;
  /** Sends a query and parses the response. */
  readonly postQuery: (query: string, more?: PostOptions) => Promise<GraphQLResult>;
}

export interface PostOptions {
  readonly variables?: object;
  readonly headers?: Record<string, string>;
  readonly operationName?: string;
}

export interface GraphQLResult {
  readonly status: number;
  readonly headers: Headers;
  readonly data?: unknown;
  readonly errors?: { message: string; path?: string[]; extensions: Record<string, unknown> }[];
}

interface Extras {
  readonly formatError?: FormatError;
  readonly plugins?: ApolloServerPlugin[];
}

/** Serves a small graph over HTTP until the end of the test. `yaml`: the configuration without accounts. */
export async function serve(yaml = '', extras: Extras = {}): Promise<TestServer> {
  const config = configOf(`accounts: [${ACCOUNT}]\n${yaml}`);
  const logs: string[] = [];
  const logger = createLogger(config.log, { write: (line) => void logs.push(line) });
  const started = Promise.withResolvers<AbortSignal>();
  const finished = Promise.withResolvers<string>();
  const schema = buildSubgraphSchema([
    { typeDefs: parse(TYPES), resolvers: resolvers(started.resolve, finished.promise) },
  ]);
  const server = await startServer({
    config,
    schema,
    logger,
    createContext: (request: RequestInfo) => request,
    host: '127.0.0.1',
    port: 0,
    ...extras,
  });
  onTestFinished(async () => {
    finished.resolve('over');
    await server.close();
  });
  const finish = () => {
    finished.resolve('done');
  };
  const send = (path: string, init?: RequestInit) => fetch(new URL(path, server.url), init);
  return { server, logs, waiting: started.promise, finish, send, postQuery: toPostQuery(send) };
}

function resolvers(onWait: (signal: AbortSignal) => void, result: Promise<string>) {
  return {
    Query: {
      hello: (_: unknown, { name }: { name: string }) => `Hello ${name}`,
      accounts: (_: unknown, __: unknown, { rights }: RequestInfo) =>
        ['a', 'b', 'c'].filter((name) => rights.allows(name)),
      wait: (_: unknown, __: unknown, { signal }: RequestInfo) => {
        onWait(signal);
        return result;
      },
      fail: () => {
        throw Object.assign(new Error('the resolver failed'), { request: { authorization: 'hunter2' } });
      },
      clusters: () => EMPTY,
      cloudAccounts: () => [],
    },
    Cluster: { __resolveReference: ({ id }: { id: string }) => ({ id }), clusters: () => EMPTY },
  };
}

function toPostQuery(send: TestServer['send']): TestServer['postQuery'] {
  return async (query, { headers = {}, ...rest } = {}) => {
    const response = await send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, ...rest }),
    });
    const body = (await response.json()) as Pick<GraphQLResult, 'data' | 'errors'>;
    return { status: response.status, headers: response.headers, ...body };
  };
}

/** This configuration with one account. */
export function configWith(yaml: string): Config {
  return configOf(`accounts: [${ACCOUNT}]\n${yaml}`);
}

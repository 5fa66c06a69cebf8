import { composeServices as composeWithApollo } from '@apollo/composition';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { composeServices as composeWithHive } from '@theguild/federation-composition';
import { graphql } from 'graphql';
import { isLong } from '../support/long.js';
import { createGatewayRuntime, getStitchedSchemaFromSupergraphSdl, rustPlanner } from './loaded-by-name.js';
import { stitchByHand } from './stitching.js';
import type { Subgraph } from './subgraph-server.js';

/** A GraphQL result, as parsed by a client. */
export interface Result {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
  /** The Cache-Control header, only of gateways that are called without HTTP. */
  readonly cacheControl?: string | undefined;
}

/** A gateway, or Jobgraph without one. */
export interface Gateway {
  execute(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Result>;
  close(): Promise<void>;
}

type HivePlanner = Pick<Parameters<typeof createGatewayRuntime>[0], 'unifiedGraphHandler' | 'transportEntries'>;

type StartGateway = (subgraphs: readonly Subgraph[]) => Promise<Gateway>;

/** Hive Gateway, and the same with its planner in Rust. */
export const HIVE = '@graphql-hive/gateway-runtime';
export const HIVE_WITH_RUST = '@graphql-hive/gateway-runtime with @graphql-hive/router-runtime';

/** All gateways under test, by name. */
export const GATEWAYS: Readonly<Record<string, StartGateway>> = {
  '@apollo/gateway': async (subgraphs) => {
    const gateway = new ApolloGateway({ supergraphSdl: supergraphByApollo(subgraphs), logger: SILENT });
    const server = new ApolloServer({ gateway, includeStacktraceInErrorResponses: false, logger: SILENT });
    await server.start();
    return {
      execute: async (query, variables = {}) => {
        const { body, http } = await server.executeOperation({ query, variables });
        const cacheControl = http.headers.get('cache-control');
        return body.kind === 'single' ? { ...toJson(body.singleResult), cacheControl } : {};
      },
      close: () => server.stop(),
    };
  },
  [HIVE]: (subgraphs) => Promise.resolve(startHive(subgraphs)),
  [HIVE_WITH_RUST]: (subgraphs) => Promise.resolve(startHive(subgraphs, { unifiedGraphHandler: rustPlanner })),
  '@graphql-tools/federation': (subgraphs) => {
    const schema = getStitchedSchemaFromSupergraphSdl({ supergraphSdl: supergraphByApollo(subgraphs), batch: true });
    return Promise.resolve(overSchema(schema));
  },
  '@graphql-tools/stitch': (subgraphs) => Promise.resolve(overSchema(stitchByHand(subgraphs))),
};

/** The gateways for the tests of a file: all in `npm run test:long`, else those named. */
export function gatewaysToTest(...names: readonly string[]): readonly (readonly [string, StartGateway])[] {
  return Object.entries(GATEWAYS).filter(([name]) => isLong || names.includes(name));
}

/** Executes operations at Jobgraph, without a gateway. */
export function direct(jobgraph: Subgraph): Gateway {
  return {
    execute: async (query, variables = {}) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query, variables });
      const response = await fetch(jobgraph.url, { method: 'POST', headers, body });
      return (await response.json()) as Result;
    },
    close: () => Promise.resolve(),
  };
}

/** A gateway with subscriptions. */
export interface SubscribingGateway extends Gateway {
  subscribe(query: string, variables: Readonly<Record<string, unknown>>): Promise<AsyncIterable<Result>>;
}

export function startHive(
  subgraphs: readonly Pick<Subgraph, 'name' | 'url' | 'typeDefs'>[],
  planner: HivePlanner = {},
): SubscribingGateway {
  const supergraph = supergraphByHive(subgraphs);
  const runtime = createGatewayRuntime({ supergraph, logging: false, maskedErrors: false, ...planner });
  return {
    execute: async (query, variables = {}) => {
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const body = JSON.stringify({ query, variables });
      const response = await runtime.fetch('http://gateway.example/graphql', { method: 'POST', headers, body });
      return (await response.json()) as Result;
    },
    subscribe: async (query, variables) => {
      const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
      const body = JSON.stringify({ query, variables });
      const response = await runtime.fetch('http://gateway.example/graphql', { method: 'POST', headers, body });
      return readEvents(response);
    },
    close: async () => {
      await runtime.dispose();
    },
  };
}

async function* readEvents({ body }: Response): AsyncGenerator<Result> {
  let text = '';
  for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const events = `${text}${part}`.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.+)$/m.exec(event)?.[1];
      if (data !== undefined) yield JSON.parse(data) as Result;
    }
  }
}

const quiet = () => undefined;
const SILENT = { debug: quiet, info: quiet, warn: quiet, error: quiet };

type Schema = Parameters<typeof graphql>[0]['schema'];

function overSchema(schema: Schema): Gateway {
  return {
    execute: async (source, variableValues = {}) =>
      toJson(await graphql({ schema, source, variableValues, contextValue: {} })),
    close: () => Promise.resolve(),
  };
}

function toJson(result: object): Result {
  return JSON.parse(JSON.stringify(result)) as Result;
}

function supergraphByApollo(subgraphs: readonly Subgraph[]): string {
  const { errors, supergraphSdl } = composeWithApollo(subgraphs.map(toService));
  if (supergraphSdl === undefined) throw new Error(errors.join('\n'));
  return supergraphSdl;
}

function supergraphByHive(subgraphs: Parameters<typeof startHive>[0]): string {
  const { errors, supergraphSdl } = composeWithHive(subgraphs.map(toService));
  if (supergraphSdl === undefined) throw new Error(errors.join('\n'));
  return supergraphSdl;
}

function toService({ name, url, typeDefs }: Pick<Subgraph, 'name' | 'url' | 'typeDefs'>) {
  return { name, url, typeDefs };
}

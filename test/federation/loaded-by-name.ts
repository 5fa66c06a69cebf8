import { createRequire } from 'node:module';
import type { GraphQLSchema } from 'graphql';

// The types of these packages bring a browser's global types into every file of the project, where they contradict
// Node's. So what is used of them is told here.

interface GatewayRuntime {
  fetch(url: string, init: RequestInit): Promise<Response>;
  dispose(): Promise<void> | void;
}

interface Loaded {
  readonly createGatewayRuntime: (options: {
    supergraph: string;
    logging: boolean;
    maskedErrors: boolean;
  }) => GatewayRuntime;
  readonly getStitchedSchemaFromSupergraphSdl: (options: { supergraphSdl: string; batch: boolean }) => GraphQLSchema;
}

const load = createRequire(import.meta.url) as (name: string) => Loaded;

export const { createGatewayRuntime } = load('@graphql-hive/gateway-runtime');
export const { getStitchedSchemaFromSupergraphSdl } = load('@graphql-tools/federation');

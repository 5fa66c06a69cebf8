import { createRequire } from 'node:module';
import type { GraphQLSchema } from 'graphql';

// The types of these packages add a browser's global types to every file of the project, where they contradict Node's.
// The types of the parts in use are therefore declared here.

interface GatewayRuntime {
  fetch(url: string, init: RequestInit): Promise<Response>;
  dispose(): Promise<void> | void;
}

type UnifiedGraphHandler = (options: object) => Promise<object>;

interface Loaded {
  readonly createGatewayRuntime: (options: {
    supergraph: string;
    logging: boolean;
    maskedErrors: boolean;
    unifiedGraphHandler?: UnifiedGraphHandler;
    /** How it calls subgraphs, by name. */
    transportEntries?: object | undefined;
  }) => GatewayRuntime;
  readonly unifiedGraphHandler: UnifiedGraphHandler;
  readonly getStitchedSchemaFromSupergraphSdl: (options: { supergraphSdl: string; batch: boolean }) => GraphQLSchema;
}

const load = createRequire(import.meta.url) as (name: string) => Loaded;

export const { createGatewayRuntime } = load('@graphql-hive/gateway-runtime');
export const { getStitchedSchemaFromSupergraphSdl } = load('@graphql-tools/federation');
/** Plans and executes queries by Hive's planner in Rust instead of the one in JavaScript. */
export const { unifiedGraphHandler: rustPlanner } = load('@graphql-hive/router-runtime');

import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  BREAK,
  type DocumentNode,
  type ExecutionResult,
  getNamedType,
  GraphQLError,
  GraphQLNonNull,
  type GraphQLSchema,
  GraphQLString,
  isNonNullType,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { planOperation, withoutConditions } from './operation-plan.js';
import { checkVariables, type Values, withDefaults } from './variables.js';

/** One operation of a document, ready to run. */
export interface Executor {
  /** `undefined`: it cannot be compiled, and nothing was executed. A result without `data`: the variables do not fit. */
  run(context: object, variables: Values): Promise<ExecutionResult | undefined>;
}

/**
 * Finds or makes the executor of a valid document's operation. `undefined` for an unknown operation name: Apollo Server
 * then passes no operation (its types exclude this), and graphql-js reports the error.
 */
export type Compile = (document: DocumentNode, operation: OperationDefinitionNode | undefined) => Executor | undefined;

// Resolvers return strings, numbers and enum names already: checking each of them costs most of an execution's time.
const OPTIONS = { disableLeafSerialization: true };

/** Compiled versions of one operation: one for each combination of the values in its `@skip` and `@include`. */
const MAX_VERSIONS = 32;

/** An executor lives as long as its document does in Apollo Server's bounded document store. */
export function createCompiler(schema: GraphQLSchema): Compile {
  const schemas = { whole: schema, plainText: withPlainText(schema) };
  const executors = new WeakMap<OperationDefinitionNode, Executor>();
  return (document, operation) => {
    if (!operation) return undefined;
    let executor = executors.get(operation);
    if (!executor) executors.set(operation, (executor = createExecutor(schemas, document, operation)));
    return executor;
  };
}

interface Schemas {
  readonly whole: GraphQLSchema;
  readonly plainText: GraphQLSchema;
}

function createExecutor(
  { whole, plainText }: Schemas,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Executor {
  const plan = planOperation(whole, document, operation);
  const { variableDefinitions = [] } = operation;
  const schema = hasIntrospection(plan.document) ? whole : plainText;
  const versions = new LRUCache<string, CompiledQuery | ExecutionResult>({ max: MAX_VERSIONS });
  const versionFor = (values: Values): CompiledQuery | ExecutionResult => {
    const key = plan.conditions.map((name) => String(values[name])).join();
    let version = versions.get(key);
    if (!version) {
      version = compileQuery(schema, withoutConditions(plan, values), operation.name?.value, OPTIONS);
      versions.set(key, version);
    }
    return version;
  };
  return {
    run: async (context, given) => {
      const checked = checkVariables(whole, variableDefinitions, plan.required, given);
      if ('errors' in checked) return checked;
      const version = plan.isUnsupported ? undefined : versionFor(checked.coerced);
      if (!version || !isCompiledQuery(version)) return undefined;
      const result = await version.query(undefined, context, withDefaults(variableDefinitions, given));
      return result.errors ? { ...result, errors: result.errors.map(toGraphQLError) } : result;
    },
  };
}

/**
 * Only GraphQL's built-in scalars are free of checks in compiled code. So a field of a scalar that resolvers return as
 * text (`extensions.isText`) is compiled as `String`. For a thousand jobs this saves a tenth of the allocated memory.
 */
function withPlainText(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field) => {
      if (getNamedType(field.type).extensions['isText'] !== true) return undefined;
      return { ...field, type: isNonNullType(field.type) ? new GraphQLNonNull(GraphQLString) : GraphQLString };
    },
  });
}

/** An introspection query must see the real schema. */
function hasIntrospection(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: ({ name }) => {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}

/** graphql-jit's errors are no GraphQLErrors of graphql-js, which Apollo Server's plugins expect. */
function toGraphQLError({ message, path, locations, originalError }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, { path, originalError });
  return Object.defineProperty(error, 'locations', { value: locations, enumerable: locations !== undefined });
}

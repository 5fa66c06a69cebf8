import {
  type ApolloServerOptions,
  type ApolloServerPlugin,
  type BaseContext,
  type GraphQLRequest,
  type GraphQLRequestListener,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  BREAK,
  type DocumentNode,
  execute,
  type ExecutionResult,
  getNamedType,
  getVariableValues,
  GraphQLError,
  GraphQLNonNull,
  type GraphQLSchema,
  GraphQLString,
  isNonNullType,
  type OperationDefinitionNode,
  valueFromASTUntyped,
  type VariableDefinitionNode,
  type VariableNode,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { type OperationPlan, planOperation, type Values, withoutConditions } from './operation-plan.js';

type Gateway = NonNullable<Extract<ApolloServerOptions<BaseContext>, { gateway: unknown }>['gateway']>;

/** An operation made into a function, or what is wrong with it. */
type Compiled = CompiledQuery | ExecutionResult;

/** How Apollo Server is made to execute a schema as compiled functions: it needs both. */
export interface CompiledExecution {
  readonly gateway: Gateway;
  readonly plugin: ApolloServerPlugin;
}

interface Question {
  readonly document: DocumentNode;
  /** `undefined`: the name fits none. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly request: Pick<GraphQLRequest, 'operationName' | 'variables'>;
}

/**
 * Operations of a schema as compiled functions: an answer of a thousand rows takes a quarter of what walking its
 * document for every row takes. To Apollo Server it is a gateway, because a gateway is what may bring its own
 * execution; errors, plugins and formatting stay Apollo's.
 *
 * What a gateway is handed has accessors of its own for each request, and with them a hidden class, which V8 puts among
 * the old objects: it keeps the whole answer alive until everything is collected. So answers without errors go the
 * shorter way of a plugin's response, and only the others come to the gateway, executed already.
 */
export function compiledExecution(schema: GraphQLSchema): CompiledExecution {
  const compile = compiler(schema);
  const failed = new WeakMap<object, Promise<ExecutionResult>>();

  const run = async (context: BaseContext, question: Question): Promise<ExecutionResult> => {
    const { document, operation, request } = question;
    const { operationName, variables: given = {} } = request;
    if (operation === undefined) return execute({ schema, document, operationName });
    const { plan, versionFor } = compile(document, operation);
    const { variableDefinitions = [] } = operation;
    const { coerced, errors } = getVariableValues(schema, variableDefinitions, given, { maxErrors: MAX_ERRORS });
    if (errors) return refuse(errors);
    const nulls = plan.required.filter(({ name }) => coerced[name.value] === null);
    if (nulls.length > 0) return refuse(nulls.map(toNullError));
    if (plan.isBeyond)
      return execute({ schema, document, operationName, contextValue: context, variableValues: given });
    const compiled = versionFor(coerced);
    if (!isCompiledQuery(compiled)) return compiled;
    const result = await compiled.query(undefined, context, withDefaults(variableDefinitions, given));
    return result.errors ? { ...result, errors: result.errors.map(toRealError) } : result;
  };

  const listener: GraphQLRequestListener<BaseContext> = {
    responseForOperation: async ({ contextValue, document, operation, request }) => {
      const running = run(contextValue, { document, operation, request });
      const result = await running.catch(() => undefined);
      if (result && !result.errors) return toResponse(result);
      failed.set(contextValue, running);
      return null;
    },
  };

  return {
    plugin: { requestDidStart: () => Promise.resolve(listener) },
    gateway: {
      onSchemaLoadOrUpdate: (callback) => {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      load: () =>
        Promise.resolve({
          executor: ({ context, ...question }) => failed.get(context) ?? run(context, question),
        }),
      stop: () => Promise.resolve(),
    },
  };
}

function toResponse({ data = null }: ExecutionResult): GraphQLResponse {
  return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data } } };
}

// What resolvers return are strings, numbers and enums' names already: checking each of them costs most of an answer.
const OPTIONS = { disableLeafSerialization: true };

interface Known {
  readonly plan: OperationPlan;
  /** What is compiled for these values of its conditions. */
  readonly versionFor: (values: Values) => Compiled;
}

/** Of one operation with many conditions; what was asked for the longest ago is compiled again. */
const MOST_VERSIONS = 32;

/** What was compiled lives as long as its document does in Apollo's own bounded store. */
function compiler(schema: GraphQLSchema): (document: DocumentNode, operation: OperationDefinitionNode) => Known {
  const plain = withPlainText(schema);
  const known = new WeakMap<OperationDefinitionNode, Known>();
  const prepare = (document: DocumentNode, operation: OperationDefinitionNode): Known => {
    const plan = planOperation(schema, document, operation);
    const readable = asksForSchema(plan.document) ? schema : plain;
    const versions = new LRUCache<string, Compiled>({ max: MOST_VERSIONS });
    const versionFor = (values: Values) => {
      const key = plan.conditions.map((name) => String(values[name])).join();
      let version = versions.get(key);
      if (!version) {
        version = compileQuery(readable, withoutConditions(plan, values), operation.name?.value, OPTIONS);
        versions.set(key, version);
      }
      return version;
    };
    return { plan, versionFor };
  };
  return (document, operation) => {
    let found = known.get(operation);
    if (!found) known.set(operation, (found = prepare(document, operation)));
    return found;
  };
}

/**
 * Only the types that GraphQL itself specifies go unchecked. Fields of a scalar that resolvers answer as text (its
 * extension `isText`) are text, so they are compiled as that: for a thousand jobs it is a tenth of what is allocated.
 */
function withPlainText(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field) => {
      if (getNamedType(field.type).extensions['isText'] !== true) return undefined;
      return { ...field, type: isNonNullType(field.type) ? new GraphQLNonNull(GraphQLString) : GraphQLString };
    },
  });
}

/** What asks must be told the schema as it is. */
function asksForSchema(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    Field: ({ name }) => {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      asks = true;
      return BREAK;
    },
  });
  return asks;
}

/** The variables do not fit: nothing is executed. */
function refuse(errors: readonly GraphQLError[]): ExecutionResult {
  const extensions = { code: 'BAD_USER_INPUT' };
  return { errors: errors.map(({ message, nodes = null }) => new GraphQLError(message, { nodes, extensions })) };
}

// As many as help a developer.
const MAX_ERRORS = 5;

function toNullError(node: VariableNode): GraphQLError {
  return new GraphQLError(`Variable "$${node.name.value}" must not be null here.`, { nodes: node });
}

/** As they came, for the compiled code to coerce; it does not know that a default makes up for what is not there. */
function withDefaults(definitions: readonly VariableDefinitionNode[], given: Values): Values {
  const values = Object.create(null) as Record<string, unknown>;
  for (const { variable, defaultValue } of definitions) {
    const name = variable.name.value;
    if (Object.hasOwn(given, name)) values[name] = given[name];
    else if (defaultValue) values[name] = valueFromASTUntyped(defaultValue);
  }
  return values;
}

/** Compiled operations make errors of their own kind, without what Apollo Server expects of graphql-js's. */
function toRealError({ message, path, locations, originalError }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, { path, originalError });
  return Object.defineProperty(error, 'locations', { value: locations, enumerable: locations !== undefined });
}

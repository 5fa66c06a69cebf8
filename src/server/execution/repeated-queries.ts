import {
  type ApolloServer,
  type ApolloServerPlugin,
  type BaseContext,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLRequestContextWillSendResponse,
  type GraphQLRequestListener,
  type GraphQLResponse,
  HeaderMap,
  type HTTPGraphQLRequest,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import type { DocumentNode, FormattedExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Values } from './variables.js';

/** Texts of queries that are kept, and their characters: a document takes 110 bytes for each. */
const MAX_QUERIES = 1000;
const MAX_CHARACTERS = 300_000;
/** Combinations of `Accept` and an operation name that are kept of one text. */
const MAX_FORMS = 8;

/** A query that Apollo Server has parsed, validated and executed. */
export interface ExecutedQuery {
  readonly queryHash: string | undefined;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null;
}

interface KnownQuery extends ExecutedQuery {
  /** As Apollo Server negotiated it. */
  readonly contentType: string;
}

interface QueryBody {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Values;
}

export interface RepeatedQueriesOptions<Context extends BaseContext> {
  readonly apollo: ApolloServer<Context>;
  readonly schema: GraphQLSchema;
  /** All plugins of Apollo Server, in its order. */
  readonly plugins: readonly ApolloServerPlugin<Context>[];
  /** What Apollo Server executed, by its request. */
  readonly executed: WeakMap<HTTPGraphQLRequest, ExecutedQuery>;
}

type RequestContext<Context extends BaseContext> = GraphQLRequestContextResponseForOperation<Context> &
  GraphQLRequestContextWillSendResponse<Context>;

/**
 * Executes queries by Apollo Server, and those that it has executed before by the same hooks of the same plugins. Its other
 * work for each request is left out then: it hashes the query, negotiates headers and makes 45 promises.
 */
export class RepeatedQueries<Context extends BaseContext> {
  readonly #options: RepeatedQueriesOptions<Context>;
  readonly #known = new LRUCache<string, Map<string, KnownQuery>>({
    max: MAX_QUERIES,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_, query) => query.length,
  });

  constructor(options: RepeatedQueriesOptions<Context>) {
    this.#options = options;
  }

  async respond(request: HTTPGraphQLRequest, createContext: () => Promise<Context>): Promise<HTTPGraphQLResponse> {
    const body = toQueryBody(request);
    const known = body && this.#known.get(body.query)?.get(formOf(body, request));
    if (!known) return this.#respondFirst(request, body, createContext);
    const contextValue = await createContext();
    return (
      (await this.#repeat(known, body, request, contextValue)) ??
      this.#call(request, () => Promise.resolve(contextValue))
    );
  }

  #call(httpGraphQLRequest: HTTPGraphQLRequest, context: () => Promise<Context>): Promise<HTTPGraphQLResponse> {
    return this.#options.apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
  }

  async #respondFirst(
    request: HTTPGraphQLRequest,
    body: QueryBody | undefined,
    createContext: () => Promise<Context>,
  ): Promise<HTTPGraphQLResponse> {
    const response = await this.#call(request, createContext);
    const executed = this.#options.executed.get(request);
    const contentType = response.headers.get('content-type');
    // `Accept` is checked after the execution. A response with a status is an error.
    if (!body || !executed || contentType === undefined || response.status !== undefined) return response;
    const forms = this.#known.get(body.query) ?? new Map<string, KnownQuery>();
    if (forms.size < MAX_FORMS) forms.set(formOf(body, request), { ...executed, contentType });
    this.#known.set(body.query, forms);
    return response;
  }

  /** `undefined`: a plugin rejects the query, or no plugin executes it. Apollo Server's response is needed then. */
  async #repeat(
    { contentType, queryHash = '', ...operation }: KnownQuery,
    body: QueryBody,
    http: HTTPGraphQLRequest,
    contextValue: Context,
  ): Promise<HTTPGraphQLResponse | undefined> {
    const { apollo, schema, plugins } = this.#options;
    const response: GraphQLResponse = { http: { headers: new HeaderMap() }, body: EMPTY };
    const requestContext: RequestContext<Context> = {
      ...operation,
      queryHash,
      source: body.query,
      request: { ...body, http },
      response,
      schema,
      contextValue,
      logger: apollo.logger,
      cache: apollo.cache,
      metrics: { persistedQueryHit: false, persistedQueryRegister: false },
      overallCachePolicy: NO_POLICY,
      requestIsBatched: false,
    };
    const started = await callAll(plugins, (plugin) => plugin.requestDidStart?.(requestContext));
    const listeners = started.filter((listener) => listener !== undefined);
    try {
      await callAll(listeners, (listener) => listener.didResolveSource?.(requestContext));
      await callAll(listeners, (listener) => listener.didResolveOperation?.(requestContext));
    } catch {
      return undefined;
    }
    const executed = await firstResponse(listeners, requestContext);
    if (executed?.body.kind !== 'single') return undefined;
    response.body = executed.body;
    if (executed.http.status !== undefined) response.http.status = executed.http.status;
    for (const [name, value] of executed.http.headers) response.http.headers.set(name, value);
    await callAll(listeners, (listener) => listener.willSendResponse?.(requestContext));
    if (!response.http.headers.has('content-type')) response.http.headers.set('content-type', contentType);
    return { ...response.http, body: { kind: 'complete', string: toText(executed.body.singleResult) } };
  }
}

const EMPTY = { kind: 'single', singleResult: {} } as const;

/** Apollo Server's own plugin for cache hints, the only one that reads them, is disabled. */
const NO_POLICY: RequestContext<BaseContext>['overallCachePolicy'] = {
  restrict: () => undefined,
  replace: () => undefined,
  policyIfCacheable: () => null,
};

/**
 * The body of a query without extensions, by POST. Without this media type, a page of another site may have sent the
 * request, which Apollo Server checks.
 */
function toQueryBody({ method, headers, body }: HTTPGraphQLRequest): QueryBody | undefined {
  if (method !== 'POST' || headers.get('content-type') !== 'application/json' || !isRecord(body)) return undefined;
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string' || (extensions ?? undefined) !== undefined) return undefined;
  if ((operationName ?? undefined) !== undefined && typeof operationName !== 'string') return undefined;
  if ((variables ?? undefined) !== undefined && !isRecord(variables)) return undefined;
  return {
    query,
    ...(typeof operationName === 'string' && { operationName }),
    ...(isRecord(variables) && { variables }),
  };
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Requests for the same text may select another operation or accept another type. */
function formOf({ operationName = '' }: QueryBody, { headers }: HTTPGraphQLRequest): string {
  return `${headers.get('accept') ?? ''}\n${operationName}`;
}

/** Calls a hook. Nothing is awaited where no plugin has it. */
function callAll<Plugin, Result>(
  plugins: readonly Plugin[],
  call: (plugin: Plugin) => Promise<Result> | undefined,
): Promise<readonly Result[]> | readonly Result[] {
  const calls = plugins.map(call).filter((promise) => promise !== undefined);
  return calls.length === 0 ? [] : Promise.all(calls);
}

async function firstResponse<Context extends BaseContext>(
  listeners: readonly GraphQLRequestListener<Context>[],
  requestContext: RequestContext<Context>,
): Promise<GraphQLResponse | undefined> {
  for (const listener of listeners) {
    const response = await listener.responseForOperation?.(requestContext);
    if (response) return response;
  }
  return undefined;
}

function toText({ errors, data, extensions }: FormattedExecutionResult): string {
  return JSON.stringify({ errors, data, extensions });
}

import {
  ApolloServer,
  type ApolloServerPlugin,
  type BaseContext,
  type GraphQLRequestListener,
  type HTTPGraphQLRequest,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema, ValidationRule } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { compiledExecution } from './execution/compiled-execution.js';
import { type ExecutedQuery, RepeatedQueries } from './execution/repeated-queries.js';
import { limitCost } from './limits/cost-limit.js';
import { knownOperationsRule } from './limits/operation-rule.js';
import { limitRootConditions } from './limits/root-condition.js';
import { noSdlRule } from './limits/sdl-rule.js';
import { sizeRule } from './limits/size-rule.js';
import { logUnexpected, maskUnexpected, type FormatError } from './mask.js';

export interface ApolloOptions {
  readonly config: Config;
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  readonly formatError?: FormatError | undefined;
  readonly plugins?: readonly ApolloServerPlugin[] | undefined;
}

/** Apollo Server, what calls it, and how it formats errors. */
export interface StartedApollo<Context extends BaseContext> {
  readonly apollo: ApolloServer<Context>;
  readonly queries: RepeatedQueries<Context>;
  readonly formatError: FormatError;
}

/** The GraphQL engine behind the HTTP server. Nothing about it depends on NODE_ENV. */
export async function startApollo<Context extends BaseContext>(
  options: ApolloOptions,
): Promise<StartedApollo<Context>> {
  const { config, schema, logger, formatError = UNCHANGED, plugins = [] } = options;
  const { introspection } = config.server;
  const toFormatted = maskUnexpected(formatError);
  const executed = new WeakMap<HTTPGraphQLRequest, ExecutedQuery>();
  const rootConditions = limitRootConditions();
  const allPlugins = [
    ...QUIET,
    // One plugin with all hooks, because Apollo Server makes promises for every plugin at every stage of a request.
    toPlugin({
      ...rootConditions.hooks,
      ...limitCost(config),
      ...compiledExecution(schema, toFormatted, executed),
      ...logUnexpected(logger),
    }),
    ...plugins,
  ];
  const apollo = new ApolloServer<Context>({
    schema,
    logger,
    introspection,
    // "Did you mean …?" shows parts of the schema.
    hideSchemaDetailsFromClientErrors: !introspection,
    parseOptions: { maxLexicalTokens: config.limits.tokens },
    validationRules: [rootConditions.rule, ...validationRules(config)],
    validationOptions: { maxErrors: MAX_VALIDATION_ERRORS },
    formatError: toFormatted,
    includeStacktraceInErrorResponses: false,
    // In Apollo Server's own cache: bounded (30 MB), least recently used first out.
    persistedQueries: {},
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    stringifyResult: (result) => JSON.stringify(result),
    nodeEnv: 'production',
    plugins: allPlugins,
  });
  await apollo.start();
  const queries = new RepeatedQueries({ apollo, schema, plugins: allPlugins, executed });
  return { apollo, queries, formatError: toFormatted };
}

function toPlugin(hooks: GraphQLRequestListener<BaseContext>): ApolloServerPlugin {
  const listener = Promise.resolve(hooks);
  return { requestDidStart: () => listener };
}

// Enough for a developer. A response must not grow with the number of errors in a query.
const MAX_VALIDATION_ERRORS = 5;

const UNCHANGED: FormatError = (formatted) => formatted;

// The first two would wrap every field's resolver. Inline traces would also be sent to any caller that requests them.
const QUIET = [
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];

function validationRules({ limits, server, auth }: Config): ValidationRule[] {
  // A router with the secret may always read the SDL: routers fetch the subgraph's schema by it.
  const isSdlOpen = server.introspection || auth.kind === 'router';
  return [sizeRule(limits), knownOperationsRule(), ...(isSdlOpen ? [] : [noSdlRule()])];
}

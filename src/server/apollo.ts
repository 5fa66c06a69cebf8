import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
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
import { compiledExecution } from './execution/compiled.js';
import { costPlugin } from './limits/cost-plugin.js';
import { knownOperationsRule } from './limits/operation-rule.js';
import { noSdlRule } from './limits/sdl-rule.js';
import { sizeRule } from './limits/size-rule.js';
import { maskUnexpected, unexpectedErrorPlugin, type FormatError } from './mask.js';

export interface ApolloOptions {
  readonly config: Config;
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  readonly formatError?: FormatError | undefined;
  readonly plugins?: readonly ApolloServerPlugin[] | undefined;
}

/** The GraphQL engine behind the HTTP server. Nothing about it depends on NODE_ENV. */
export async function startApollo<Context extends BaseContext>(options: ApolloOptions): Promise<ApolloServer<Context>> {
  const { config, schema, logger, formatError = UNCHANGED, plugins = [] } = options;
  const { introspection } = config.server;
  const execution = compiledExecution(schema);
  const apollo = new ApolloServer<Context>({
    gateway: execution.gateway,
    logger,
    introspection,
    // "Did you mean …?" tells the schema too.
    hideSchemaDetailsFromClientErrors: !introspection,
    parseOptions: { maxLexicalTokens: config.limits.tokens },
    validationRules: validationRules(config),
    validationOptions: { maxErrors: MAX_VALIDATION_ERRORS },
    formatError: maskUnexpected(formatError),
    includeStacktraceInErrorResponses: false,
    // Kept in Apollo's own cache, which is bounded (30 MB) and throws out what was used longest ago.
    persistedQueries: {},
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    stringifyResult: (result) => JSON.stringify(result),
    nodeEnv: 'production',
    plugins: [...QUIET, execution.plugin, costPlugin(config), unexpectedErrorPlugin(logger), ...plugins],
  });
  await apollo.start();
  return apollo;
}

// As many as help a developer; an answer must not grow with the mistakes that a query repeats.
const MAX_VALIDATION_ERRORS = 5;

const UNCHANGED: FormatError = (formatted) => formatted;

// The first two would wrap every field of every answer; inline traces also answer anyone who asks.
const QUIET = [
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];

function validationRules({ limits, server, auth }: Config): ValidationRule[] {
  // A router that proves itself may always ask for the SDL: that is how it learns the subgraph.
  const tellsSdl = server.introspection || auth.kind === 'router';
  return [sizeRule(limits), knownOperationsRule(), ...(tellsSdl ? [] : [noSdlRule()])];
}

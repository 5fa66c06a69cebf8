import type { ApolloServerPlugin, BaseContext, GraphQLRequestListener } from '@apollo/server';
import { currentActivity } from './active.js';
import { attribute, codeOf, NO_ATTRIBUTES, withErrorType } from './attributes.js';
import type { Instruments } from './instruments.js';
import type { RecordedSpan, StartSpan } from './spans.js';

type Phase = 'parse' | 'validate' | 'execute';

const withPhase = attribute<Phase>('jobgraph.phase');

/** Records the phases and the errors of GraphQL operations. Documents seen before are neither parsed nor validated. */
export function createOperationPlugin(instruments: Instruments, startSpan: StartSpan | undefined): ApolloServerPlugin {
  return {
    requestDidStart: () => Promise.resolve(listen(instruments, startSpan)),
  };
}

function listen(instruments: Instruments, startSpan: StartSpan | undefined): GraphQLRequestListener<BaseContext> {
  const span = startOperationSpan(startSpan);
  let executingSince: number | undefined;
  const measure = (phase: Phase, startedAt: number) => {
    instruments.phaseDuration.record((performance.now() - startedAt) / 1000, withPhase(NO_ATTRIBUTES, phase));
  };
  const begin = (phase: Phase) => {
    const startedAt = performance.now();
    return Promise.resolve(() => {
      measure(phase, startedAt);
      return Promise.resolve();
    });
  };
  return {
    parsingDidStart: () => begin('parse'),
    validationDidStart: () => begin('validate'),
    didResolveOperation: ({ operation, operationName }) => {
      executingSince = performance.now();
      if (span && operation) nameSpan(span, operation.operation, operationName);
      return Promise.resolve();
    },
    willSendResponse: ({ response }) => {
      if (executingSince !== undefined) measure('execute', executingSince);
      const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
      for (const { extensions } of errors) {
        instruments.operationErrors.add(1, withErrorType(NO_ATTRIBUTES, codeOf(extensions?.['code'])));
      }
      if (span && errors[0]) {
        span.add({ 'jobgraph.errors': errors.length });
        span.fail(codeOf(errors[0].extensions?.['code']));
      }
      span?.end();
      return Promise.resolve();
    },
  };
}

/** The lists that the operation reads become children of its span. */
function startOperationSpan(startSpan: StartSpan | undefined): RecordedSpan | undefined {
  const request = currentActivity()?.request;
  if (!startSpan || !request?.span) return undefined;
  const span = startSpan('GraphQL operation', request.span.spanContext(), { attributes: NO_ATTRIBUTES });
  request.span = span;
  return span;
}

const MAX_NAME_LENGTH = 100;

/** A document's text, its variables and its arguments are left out. */
function nameSpan(span: RecordedSpan, type: string, name: string | null): void {
  const shown = name?.slice(0, MAX_NAME_LENGTH);
  span.name = shown === undefined ? type : `${type} ${shown}`;
  span.add({ 'graphql.operation.type': type, ...(shown !== undefined && { 'graphql.operation.name': shown }) });
}

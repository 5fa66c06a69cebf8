import type { ApolloServerPlugin, BaseContext, GraphQLRequestListener } from '@apollo/server';
import { ROOT_CONTEXT, SpanStatusCode, trace, type Span, type Tracer } from '@opentelemetry/api';
import { currentActivity } from './active.js';
import { codeOf } from './attributes.js';
import type { Instruments } from './instruments.js';

type Phase = 'parse' | 'validate' | 'execute';

/** Records the phases and the errors of GraphQL operations. Documents seen before are neither parsed nor validated. */
export function createOperationPlugin(instruments: Instruments, tracer: Tracer | undefined): ApolloServerPlugin {
  return {
    requestDidStart: () => Promise.resolve(listen(instruments, tracer)),
  };
}

function listen(instruments: Instruments, tracer: Tracer | undefined): GraphQLRequestListener<BaseContext> {
  const span = startSpan(tracer);
  let executingSince: number | undefined;
  const measure = (phase: Phase, startedAt: number) => {
    instruments.phaseDuration.record((performance.now() - startedAt) / 1000, { 'jobgraph.phase': phase });
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
        instruments.operationErrors.add(1, { 'error.type': codeOf(extensions?.['code']) });
      }
      if (span && errors[0]) {
        span.setAttribute('jobgraph.errors', errors.length);
        span.setStatus({ code: SpanStatusCode.ERROR, message: codeOf(errors[0].extensions?.['code']) });
      }
      span?.end();
      return Promise.resolve();
    },
  };
}

/** The lists that the operation reads become children of its span. */
function startSpan(tracer: Tracer | undefined): Span | undefined {
  const request = currentActivity()?.request;
  if (!tracer || !request?.span) return undefined;
  const span = tracer.startSpan('GraphQL operation', {}, trace.setSpan(ROOT_CONTEXT, request.span));
  request.span = span;
  return span;
}

const MAX_NAME_LENGTH = 100;

/** A document's text, its variables and its arguments are left out. */
function nameSpan(span: Span, type: string, name: string | null): void {
  const shown = name?.slice(0, MAX_NAME_LENGTH);
  span.updateName(shown === undefined ? type : `${type} ${shown}`);
  span.setAttributes({
    'graphql.operation.type': type,
    ...(shown !== undefined && { 'graphql.operation.name': shown }),
  });
}

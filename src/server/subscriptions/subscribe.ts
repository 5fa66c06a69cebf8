import { type BaseContext, type GraphQLRequest, HeaderMap } from '@apollo/server';
import { createSourceEventStream, type FormattedExecutionResult } from 'graphql';
import type { CurrentEngine, RequestInfo } from '../engine.js';
import type { SubscriptionSlot, ValidSubscription } from '../execution/subscription-slot.js';
import { EXPIRED, onExpiry } from './expiry.js';
import { EventStream, toEventResult } from './event-stream.js';
import type { OpenStreams } from './open-streams.js';

export type Subscribed<Context extends BaseContext> = FormattedExecutionResult | EventStream<Context>;

/** Runs any operation: Apollo Server checks it, and executes a query. */
export async function runOperation<Context extends BaseContext>(
  engine: CurrentEngine<Context>,
  request: Pick<GraphQLRequest, 'query' | 'operationName' | 'variables' | 'extensions'>,
  caller: RequestInfo,
  open: OpenStreams,
): Promise<Subscribed<Context>> {
  const subscriptionSlot: SubscriptionSlot = {};
  const { apollo, createContext } = engine.current;
  const context = await createContext(caller);
  try {
    const headers = new HeaderMap([['x-request-id', caller.requestId]]);
    const http = { method: 'POST', headers, search: '', body: undefined };
    const contextValue = { ...context, subscriptionSlot };
    const { body } = await apollo.executeOperation({ ...request, http }, { contextValue });
    const { subscription } = subscriptionSlot;
    if (subscription) return await subscribe(engine, subscription, caller, open);
    return body.kind === 'single' ? body.singleResult : body.initialResult;
  } finally {
    context[Symbol.dispose]?.();
  }
}

/** Starts a subscription that Apollo Server has checked. A result without a stream is an error. */
export async function subscribe<Context extends BaseContext>(
  engine: CurrentEngine<Context>,
  subscription: ValidSubscription,
  caller: RequestInfo,
  open: OpenStreams,
): Promise<Subscribed<Context>> {
  const { schema, limits, createContext } = engine.current;
  const leave = open.admit(limits.subscriptions);
  if (!leave) return tooMany(limits.subscriptions);
  const { document, operationName, variables: variableValues } = subscription;
  const contextValue = await createContext(caller);
  try {
    const source = await createSourceEventStream({ schema, document, operationName, variableValues, contextValue });
    if (Symbol.asyncIterator in source) {
      const stream = new EventStream(engine, subscription, caller, source, () => {
        leave();
        stopTimer();
      });
      const stopTimer = onExpiry(caller.rights, () => {
        stream.endWith(EXPIRED);
      });
      return stream;
    }
    leave();
    return toEventResult(source, engine.current, caller);
  } catch (error) {
    leave();
    throw error;
  } finally {
    contextValue[Symbol.dispose]?.();
  }
}

function tooMany(limit: number): FormattedExecutionResult {
  const message = `${limit} subscriptions are already open (limits.subscriptions). Subscribe again later.`;
  return { errors: [{ message, extensions: { code: 'INTERNAL_SERVER_ERROR' } }] };
}

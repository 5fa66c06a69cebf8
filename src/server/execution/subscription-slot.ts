import { type DocumentNode, type ExecutionResult, GraphQLError } from 'graphql';
import type { Values } from './variables.js';

/** A valid subscription within the limits. */
export interface ValidSubscription {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Values;
}

/**
 * Apollo Server checks subscriptions as it checks queries, but does not execute them. The member of the context in which
 * it leaves one for a transport with more than one response.
 */
export interface SubscriptionSlot {
  subscription?: ValidSubscription;
}

interface WithSlot {
  readonly subscriptionSlot?: SubscriptionSlot;
}

/** The result of a subscription towards Apollo Server: an error where its transport has one response only. */
export function keepSubscription({ subscriptionSlot }: WithSlot, subscription: ValidSubscription): ExecutionResult {
  if (!subscriptionSlot) return { errors: [NEEDS_STREAM] };
  subscriptionSlot.subscription = subscription;
  return { data: null };
}

const NEEDS_STREAM = new GraphQLError(
  'A subscription is sent as Server-Sent Events (Accept: text/event-stream) or over a WebSocket (graphql-transport-ws).',
  { extensions: { code: 'BAD_USER_INPUT' } },
);

import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../command-error.js';
import { describeErrors, isObject, type JsonObject } from '../query/result.js';
import type { Target } from '../query/target.js';
import { firstError, JOB_FIELDS, type SeenChange, toSeenChange } from './change.js';
import { NoEventsError, receiveEvents } from './event-source.js';

const QUERY = `subscription Changes($filter: FleetJobFilter, $after: String) {
  clusterJobChanges(filter: $filter, after: $after) {
    cursor kind previousStatus job { ${JOB_FIELDS} }
  }
}`;

/** Codes of a server that has no such subscription, or none without a store. */
const NO_SUBSCRIPTION: ReadonlySet<string> = new Set(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']);

/** The start of a message about the caller's filter, in the words of graphql-js. */
const VARIABLE = 'Variable "$';

const LEAST_PAUSE_MS = 500;
const MOST_PAUSE_MS = 30_000;

export interface ConnectionObserver {
  /** The server accepted the subscription for the first time. */
  readonly onOpen?: () => void;
  /** The connection was lost before the first change, so changes before now may be missing. */
  readonly onGap?: () => void;
  /** The first attempt failed: the address may be wrong, or the server is not there yet. */
  readonly onUnreachable?: () => void;
}

/**
 * The changes that match a filter, by subscription. Comes back behind the last change when the connection is lost. Rejects
 * with a NoEventsError if the server has no subscriptions, and with a CommandError, status 1, if it rejects this one.
 */
export async function* subscribeToChanges(
  target: Target,
  filter: JsonObject,
  signal: AbortSignal,
  observer: ConnectionObserver = {},
): AsyncGenerator<SeenChange, void> {
  let after: string | undefined;
  let connections = 0;
  let pauseMs = LEAST_PAUSE_MS;
  let isReported = false;
  const isStopped = () => signal.aborted;
  while (!isStopped()) {
    let isOpen = false;
    const onOpen = () => {
      // Later comments keep the connection open.
      if (isOpen) return;
      isOpen = true;
      if (++connections === 1) observer.onOpen?.();
      else if (after === undefined) observer.onGap?.();
    };
    try {
      const variables = { filter, ...(after !== undefined && { after }) };
      for await (const { data, errors = [] } of receiveEvents(
        target,
        { query: QUERY, variables },
        { signal, onOpen },
      )) {
        const change = isObject(data) ? toSeenChange(data['clusterJobChanges']) : undefined;
        if (!change) throw toRejection(errors, after);
        pauseMs = LEAST_PAUSE_MS;
        after = change.cursor ?? after;
        yield change;
      }
    } catch (error) {
      if (error instanceof CommandError) throw error;
      if (error instanceof NoEventsError && connections === 0) throw error;
      if (connections === 0 && !isReported && !isStopped()) {
        isReported = true;
        observer.onUnreachable?.();
      }
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(MOST_PAUSE_MS, pauseMs * 2);
  }
}

function toRejection(errors: readonly unknown[], after: string | undefined): Error {
  const message = describeErrors(errors).trim();
  const isUnknown =
    after === undefined && NO_SUBSCRIPTION.has(firstError(errors).code) && !message.startsWith(VARIABLE);
  return isUnknown ? new NoEventsError(message) : new CommandError(message, 1);
}

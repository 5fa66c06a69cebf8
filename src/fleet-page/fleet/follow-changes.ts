import type { Endpoint } from '../endpoint/endpoint.js';
import { toProblem } from '../endpoint/problem.js';
import { FleetChangesDocument, type FleetJobFilter } from '../generated/graphql.js';
import { type Job, toJob } from './job.js';
import { sleep } from './sleep.js';
import type { FleetState } from './state.js';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

export interface FollowOptions {
  readonly endpoint: Endpoint;
  /** Without statuses: a change to a status that is left out would not arrive. */
  readonly filter: FleetJobFilter;
  readonly signal: AbortSignal;
  readonly onUpdates: (updates: FleetState['updates']) => void;
  readonly onChange: (job: Job) => void;
  /** Changes may have been missed. */
  readonly onGap: () => Promise<void>;
}

/** Subscribes to changes, and again after the last cursor when the connection ends. Ends where there are none. */
export async function followChanges(options: FollowOptions): Promise<void> {
  const { endpoint, filter, signal, onUpdates, onChange, onGap } = options;
  let after: string | undefined;
  let retryMs = FIRST_RETRY_MS;
  let isResumed = false;
  const onOpen = () => {
    retryMs = FIRST_RETRY_MS;
    onUpdates('live');
    if (isResumed && after === undefined) void onGap();
    isResumed = true;
  };
  for (;;) {
    try {
      for await (const { clusterJobChanges } of endpoint.subscribe(
        FleetChangesDocument,
        { filter, after },
        signal,
        onOpen,
      )) {
        after = clusterJobChanges.cursor;
        onChange(toJob(clusterJobChanges.job));
      }
    } catch (error) {
      if (signal.aborted) return;
      const { kind } = toProblem(error);
      if (kind === 'credential') return;
      if (kind === 'request' && after === undefined) {
        onUpdates('polling');
        return;
      }
      // A cursor older than the changes that the server keeps.
      if (kind === 'request') after = undefined;
    }
    onUpdates('reconnecting');
    const isEnded = await sleep(retryMs, signal).then(
      () => false,
      () => true,
    );
    if (isEnded) return;
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Factories } from '../../app/factories.js';
import { fromJobId } from '../../domain/ids.js';
import { CommandError } from '../command-error.js';
import type { SendQuery } from '../query/client.js';
import { describeErrors, isObject, type QueryResult } from '../query/result.js';
import { type Target, withTarget } from '../query/target.js';
import type { Terminal } from '../terminal.js';
import type { WaitCommand } from './arguments.js';
import { firstError, toText } from './change.js';
import { subscribeToChanges } from './subscription.js';

const QUERY = 'query Wait($id: ID!) { clusterJob(id: $id) { status nativeStatus failureReason } }';

const STATUSES: Readonly<Record<string, number>> = { SUCCEEDED: 0, FAILED: 1 };
const TIMED_OUT = 3;
const UNKNOWN = 4;
/** Failures in a row of a server or a provider that may be back soon. */
const MAX_FAILURES = 5;

/** How a wait ended. */
interface End {
  readonly status: number;
  readonly line: string;
}

/**
 * `jobgraph wait`: ends when a job has ended. The job is read again and again, because that works with every server; a
 * server's subscription only makes the end known earlier.
 */
export async function wait(command: WaitCommand, terminal: Terminal, factories: Factories): Promise<number> {
  const report = (line: string) => void terminal.stderr.write(`${line}\n`);
  return withTarget(command, terminal, factories, async (send, target) => {
    const stop = new AbortController();
    const { signal } = stop;
    try {
      const { status, line } = await Promise.race([
        poll(command, send, signal, report),
        watchEnd(command, target, signal),
        timeOut(command, signal),
      ]);
      report(line);
      return status;
    } finally {
      stop.abort();
    }
  });
}

async function poll(
  { jobId: id, intervalMs }: WaitCommand,
  send: SendQuery,
  signal: AbortSignal,
  report: (line: string) => void,
): Promise<End> {
  let failures = 0;
  for (;;) {
    const result = await send(QUERY, { id }).catch(toUnreachable);
    const { data, errors = [] } = result;
    const job = isObject(data) ? data['clusterJob'] : undefined;
    if (isObject(job)) {
      failures = 0;
      const status = toText(job['status']) ?? '';
      if (status in STATUSES) return toEnd(status, toText(job['failureReason']));
    } else if (errors.length === 0) {
      return { status: UNKNOWN, line: 'There is no such job.' };
    } else {
      const line = describeErrors(errors).trim();
      if (!firstError(errors).retryable || ++failures >= MAX_FAILURES) return { status: UNKNOWN, line };
      report(line);
    }
    await sleep(intervalMs, undefined, { signal });
  }
}

/** A server that cannot be reached is like a provider that cannot: it may be back soon. */
function toUnreachable(error: unknown): QueryResult {
  if (!(error instanceof CommandError)) throw error;
  return { errors: [{ message: error.message, extensions: { retryable: true } }] };
}

/** Never ends where the server has no subscription. */
async function watchEnd({ jobId }: WaitCommand, target: Target, signal: AbortSignal): Promise<End> {
  const account = fromJobId(jobId)?.account;
  const filter = { statuses: Object.keys(STATUSES), ...(account !== undefined && { accounts: [account] }) };
  try {
    for await (const { job } of subscribeToChanges(target, filter, signal)) {
      if (job['id'] === jobId) return toEnd(toText(job['status']) ?? '', toText(job['failureReason']));
    }
  } catch {
    // The polls report what is wrong with the server.
  }
  return new Promise(() => undefined);
}

async function timeOut({ timeoutMs }: WaitCommand, signal: AbortSignal): Promise<End> {
  if (timeoutMs === Infinity) return new Promise(() => undefined);
  await sleep(timeoutMs, undefined, { signal });
  return { status: TIMED_OUT, line: `The job has not ended within ${timeoutMs / 1000} s.` };
}

function toEnd(status: string, reason: string | null): End {
  return { status: STATUSES[status] ?? UNKNOWN, line: reason === null ? `${status}.` : `${status}: ${reason}` };
}

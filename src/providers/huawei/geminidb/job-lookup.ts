import type { ClusterJob, ClusterJobKey } from '../../../domain/job.js';
import type { Operation } from '../../../domain/operation.js';
import type { Row, TimeWindow } from '../../../paging/feed.js';
import type { ProviderAccount } from '../../provider.js';
import { findRow, lookUp } from '../lookup.js';
import { accepted } from '../../shared/accepted.js';
import { isNotFound } from '../project.js';
import type { Source } from '../source.js';
import type { GeminiDbClient } from './client.js';
import { toJobPage } from './convert.js';
import { JOBS } from './pagination.js';

/**
 * Finds jobs by their ids. No document says whether an id alone finds a job that is older than the default window of 30
 * days. If it does not, the window around the job's start is searched.
 */
export function createJobLookup(
  client: GeminiDbClient,
  source: Source,
  now: () => number,
): NonNullable<ProviderAccount['getJobs']> {
  return (operation, keys) => {
    const byId = new Map(keys.map((key) => [key.identity, key]));
    const ids = keys.map((key) => key.identity);
    return lookUp(ids, async (id) => {
      const row = await getJob(client, source, operation, id);
      const window = windowAround(byId.get(id), now());
      return row ?? (window && (await getJob(client, source, operation, id, window))) ?? null;
    });
  };
}

async function getJob(
  client: GeminiDbClient,
  source: Source,
  operation: Operation,
  id: string,
  window?: TimeWindow,
): Promise<Row<ClusterJob> | undefined> {
  const result = await client.getJob(operation, id, window).catch(toNothing);
  if (result === undefined) return undefined;
  return findRow(toJobPage(accepted(result, source.account), source), id, source.account);
}

/** The error "no such job" means the same as an empty list. */
function toNothing(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}

/** Whole seconds; it ends now at the latest, or just behind the job's start if that is later. */
function windowAround(key: ClusterJobKey | undefined, now: number): TimeWindow | undefined {
  const createdAt = key?.createdAt;
  if (createdAt === undefined || createdAt === null) return undefined;
  const latest = Math.max(now, createdAt + 1000);
  const to = Math.ceil(Math.min(createdAt + JOBS.windowMs / 2, latest) / 1000) * 1000;
  return { from: to - JOBS.windowMs, to };
}

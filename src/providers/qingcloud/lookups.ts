import type { Cluster } from '../../domain/cluster.js';
import { UpstreamError } from '../../domain/errors.js';
import type { ClusterJob, ClusterJobKey } from '../../domain/job.js';
import type { Operation } from '../../domain/operation.js';
import type { Page, Row } from '../../paging/feed.js';
import type { ProviderAccount } from '../provider.js';
import type { Answer, QingCloudClient } from './client.js';
import { toClusterPage, toJobPage, type Source } from './convert.js';
import { ALL_CLUSTER_WORDS } from './pagination.js';
import { refusedQuestion } from './errors.js';
import { lookUp, type Ask, type Found } from './lookup.js';
import { shortfallOf } from '../shared/shortfall.js';
import { isNativeId } from '../../domain/ids.js';

type JobLookup = NonNullable<ProviderAccount['getJobs']>;
type JobResult = Awaited<ReturnType<JobLookup>>[number];

/** How clusters and jobs are found by their ids. */
export function createLookups(client: QingCloudClient, source: Source) {
  const giveUp = () => refusedQuestion(source.account);
  return {
    getClusters: (operation: Operation, ids: readonly string[]) =>
      lookUp(ids, askForClusters(client, source, operation), giveUp),
    getJobs: async (operation: Operation, keys: readonly ClusterJobKey[]): Promise<JobResult[]> => {
      const apps = [...Map.groupBy(keys, (key) => key.scope)];
      const found = new Map<ClusterJobKey, JobResult>();
      await Promise.all(
        apps.map(async ([app, ofApp]) => {
          const ids = ofApp.map((key) => key.identity);
          // An app's id is an id too: what cannot be one has no jobs.
          const rows = isNativeId(app) ? await lookUp(ids, askForJobs(client, source, operation, app), giveUp) : [];
          ofApp.forEach((key, index) => found.set(key, rows[index] ?? null));
        }),
      );
      return keys.map((key) => found.get(key) ?? null);
    },
  } satisfies Pick<ProviderAccount, 'getClusters' | 'getJobs'>;
}

/** Deleted and ceased clusters still have jobs, and are found only for certain if their words are named. */
function askForClusters(client: QingCloudClient, source: Source, operation: Operation): Ask<Cluster> {
  return async (ids) => {
    const answer = await missing(client.getClusters(operation, ids, ALL_CLUSTER_WORDS));
    // Two of the words are in the SDK but not in the documentation: a refusal may mean them, not the id.
    const final =
      answer === 'refused' && ids.length === 1 ? await missing(client.getClusters(operation, ids, [])) : answer;
    return final === 'refused' ? final : byId(ids, toClusterPage(final, source), source, ({ value }) => value);
  };
}

function askForJobs(client: QingCloudClient, source: Source, operation: Operation, app: string): Ask<Row<ClusterJob>> {
  return async (ids) => {
    const answer = await missing(client.getJobs(operation, app, ids));
    return answer === 'refused' ? answer : byId(ids, toJobPage(answer, app, source), source, (row) => row);
  };
}

/** "ResourceNotFound" about several ids does not say which, so it is a refusal like any other. */
async function missing(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UpstreamError && error.code === 'NOT_FOUND') return 'refused';
    throw error;
  }
}

function byId<T, R>(
  ids: readonly string[],
  page: Page<T>,
  { account }: Source,
  toResult: (row: Row<T>) => R,
): Found<R> {
  const shortfall = shortfallOf(page, account);
  const unknown = shortfall === undefined ? [] : ids.map((id) => [id, shortfall] as const);
  return new Map<string, R | Error>([...unknown, ...page.rows.map((row) => [row.identity, toResult(row)] as const)]);
}

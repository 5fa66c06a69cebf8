import type { Cluster } from '../../domain/cluster.js';
import { UpstreamError } from '../../domain/errors.js';
import type { ClusterJob, ClusterJobKey } from '../../domain/job.js';
import type { Operation } from '../../domain/operation.js';
import type { Page, Row } from '../../paging/feed.js';
import type { CallResult } from '../../upstream/index.js';
import type { ProviderAccount } from '../provider.js';
import { parametersRejected } from '../shared/accepted.js';
import type { QingCloudClient } from './client.js';
import { toClusterPage, toJobPage, type Source } from './convert.js';
import { ALL_CLUSTER_WORDS } from './pagination.js';
import { lookUp, type LookUpIds, type Found } from './lookup.js';
import { incompleteListError } from '../shared/incomplete-list.js';
import { isNativeId } from '../../domain/ids.js';

type JobLookup = NonNullable<ProviderAccount['getJobs']>;
type JobResult = Awaited<ReturnType<JobLookup>>[number];

/** Finds clusters and jobs by their ids. */
export function createLookups(client: QingCloudClient, source: Source) {
  const toError = () => parametersRejected(source.account);
  return {
    getClusters: (operation: Operation, ids: readonly string[]) =>
      lookUp(ids, lookUpClusters(client, source, operation), toError),
    getJobs: async (operation: Operation, keys: readonly ClusterJobKey[]): Promise<JobResult[]> => {
      const apps = [...Map.groupBy(keys, (key) => key.scope)];
      const found = new Map<ClusterJobKey, JobResult>();
      await Promise.all(
        apps.map(async ([app, ofApp]) => {
          const ids = ofApp.map((key) => key.identity);
          // An app's id has the form of a native id. A text of another form is no app, so it has no jobs.
          const rows = isNativeId(app) ? await lookUp(ids, lookUpJobs(client, source, operation, app), toError) : [];
          ofApp.forEach((key, index) => found.set(key, rows[index] ?? null));
        }),
      );
      return keys.map((key) => found.get(key) ?? null);
    },
  } satisfies Pick<ProviderAccount, 'getClusters' | 'getJobs'>;
}

/** Deleted and ceased clusters still have jobs. They are certain to be found only if their status words are sent. */
function lookUpClusters(client: QingCloudClient, source: Source, operation: Operation): LookUpIds<Cluster> {
  const mayList = rememberRight(() => client.listClusters(operation, ONE_ROW));
  return async (ids) => {
    const response = await orRejected(client.getClusters(operation, ids, ALL_CLUSTER_WORDS), ids, mayList);
    // Two of the words are in the SDK but not in the documentation, so the words may be rejected instead of the id.
    const final =
      response === 'rejected' && ids.length === 1
        ? await orRejected(client.getClusters(operation, ids, []), ids, mayList)
        : response;
    return final === 'rejected' ? final : byId(ids, toClusterPage(final, source), source, ({ value }) => value);
  };
}

function lookUpJobs(
  client: QingCloudClient,
  source: Source,
  operation: Operation,
  app: string,
): LookUpIds<Row<ClusterJob>> {
  const mayList = rememberRight(() => client.listJobs(operation, app, ONE_ROW));
  return async (ids) => {
    const response = await orRejected(client.getJobs(operation, app, ids), ids, mayList);
    return response === 'rejected' ? response : byId(ids, toJobPage(response, app, source), source, (row) => row);
  };
}

const ONE_ROW = { offset: 0, limit: 1 };

/** Whether the account has permission to read the list. The first caller makes one call; later ones share its result. */
function rememberRight(list: () => Promise<CallResult>): () => Promise<boolean> {
  let right: Promise<boolean> | undefined;
  return () =>
    (right ??= list().then(
      () => true,
      () => false,
    ));
}

/**
 * Maps errors that may concern only some of the ids to `'rejected'`. "ResourceNotFound" does not name the missing id.
 * "PermissionDenied" may mean one resource of another owner, or that the account has no permission for the list; only
 * in the second case it applies to all ids and remains an error.
 */
async function orRejected(
  response: Promise<CallResult>,
  ids: readonly string[],
  mayList: () => Promise<boolean>,
): Promise<CallResult> {
  try {
    return await response;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.code === 'NOT_FOUND') return 'rejected';
    if (error.code === 'UPSTREAM_FORBIDDEN' && ids.length > 1 && (await mayList())) return 'rejected';
    throw error;
  }
}

function byId<T, R>(
  ids: readonly string[],
  page: Page<T>,
  { account }: Source,
  toResult: (row: Row<T>) => R,
): Found<R> {
  const error = incompleteListError(page, account);
  const unknown = error === undefined ? [] : ids.map((id) => [id, error] as const);
  return new Map<string, R | Error>([...unknown, ...page.rows.map((row) => [row.identity, toResult(row)] as const)]);
}

import { print, warnOfMissing, type Filter } from '../job.ts';
import query from './__generated__/documentsAllJobsQuery.graphql.ts';
import refetchQuery from './__generated__/documentsMoreJobsQuery.graphql.ts';
import fragment, { type documents_allJobs$data } from './__generated__/documents_allJobs.graphql.ts';
import { createEnvironment } from './environment.ts';
import { readPages } from './pages.ts';

type Job = NonNullable<documents_allJobs$data['clusterJobs']>['edges'][number]['node'];

/** Pages through all jobs that match. */
export async function readAllJobs(endpoint: string, filter: Filter = {}): Promise<readonly Job[]> {
  const artifacts = { query, fragment, refetchQuery };
  const select = (data: unknown) => (data as documents_allJobs$data).clusterJobs;
  const { edges, unavailable } = await readPages(createEnvironment(endpoint), artifacts, { filter }, select);
  warnOfMissing(unavailable);
  return edges.map(({ node }) => node);
}

if (import.meta.main) await print(readAllJobs);

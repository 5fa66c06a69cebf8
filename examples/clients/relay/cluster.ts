import query from './__generated__/documentsClusterQuery.graphql.ts';
import refetchQuery from './__generated__/documentsMoreClusterJobsQuery.graphql.ts';
import fragment, { type documents_cluster$data } from './__generated__/documents_cluster.graphql.ts';
import { createEnvironment } from './environment.ts';
import { readPages } from './pages.ts';

type Jobs = NonNullable<NonNullable<documents_cluster$data['cluster']>['jobs']>;

/** Pages through the jobs of one cluster. */
export async function readJobsOfCluster(
  endpoint: string,
  id: string,
): Promise<readonly Jobs['edges'][number]['node'][]> {
  const artifacts = { query, fragment, refetchQuery };
  const select = (data: unknown) => (data as documents_cluster$data).cluster?.jobs;
  const { edges } = await readPages(createEnvironment(endpoint), artifacts, { id }, select);
  return edges.map(({ node }) => node);
}

import relay, { type FetchFunction, type GraphQLResponse } from 'relay-runtime';
import { print, type Filter } from '../job.ts';
import allJobs, { type documentsAllJobsQuery } from './__generated__/documentsAllJobsQuery.graphql.ts';
import moreJobs, { type documentsMoreJobsQuery } from './__generated__/documentsMoreJobsQuery.graphql.ts';
import fragment, { type documents_jobs$data, type documents_jobs$key } from './__generated__/documents_jobs.graphql.ts';

type Connection = NonNullable<documents_jobs$data['clusterJobs']>;
type Job = Connection['edges'][number]['node'];

/**
 * Pages through all jobs that match, without React, as `usePaginationFragment` and its `loadNext` do with it: each page is fetched
 * by the fragment's own query, and the store puts the pages together.
 */
export async function readAllJobs(endpoint: string, filter: Filter = {}): Promise<readonly Job[]> {
  const environment = createEnvironment(endpoint);
  const operation = relay.createOperationDescriptor(relay.getRequest(allJobs), { filter });
  const retained = environment.retain(operation);
  await relay.fetchQuery<documentsAllJobsQuery>(environment, allJobs, { filter }).toPromise();
  for (;;) {
    const { edges, pageInfo } = readConnection(environment, operation);
    if (!pageInfo.hasNextPage) {
      retained.dispose();
      return edges.map(({ node }) => node);
    }
    const variables = { count: 50, cursor: pageInfo.endCursor ?? null, filter };
    await relay.fetchQuery<documentsMoreJobsQuery>(environment, moreJobs, variables).toPromise();
  }
}

function readConnection(
  environment: relay.Environment,
  operation: ReturnType<typeof relay.createOperationDescriptor>,
): Connection {
  const root = environment.lookup(operation.fragment).data as documents_jobs$key;
  const selector = relay.getSingularSelector(fragment, root);
  const data = environment.lookup(selector).data as documents_jobs$data | undefined;
  if (!data?.clusterJobs) throw new Error('The list could not be read.');
  return data.clusterJobs;
}

function createEnvironment(endpoint: string): relay.Environment {
  const ask: FetchFunction = async ({ text }, variables) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text, variables }),
    });
    return (await response.json()) as GraphQLResponse;
  };
  return new relay.Environment({
    network: relay.Network.create(ask),
    store: new relay.Store(new relay.RecordSource()),
  });
}

if (import.meta.main) await print(readAllJobs);

import { print, warnOfMissing, type Filter } from '../job.ts';
import { graphql } from './generated/index.ts';
import type { AllJobsQuery, AllJobsQueryVariables, TypedDocumentString } from './generated/graphql.ts';

const QUERY = graphql(`
  query AllJobs($after: String, $filter: FleetJobFilter) {
    clusterJobs(first: 50, after: $after, filter: $filter) {
      nodes {
        id
        nativeId
        account {
          name
        }
        action
        status
        createdAt
        clusters {
          id
          nativeId
          name
        }
      }
      unavailable {
        message
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type Page = NonNullable<AllJobsQuery['clusterJobs']>;
type Job = Page['nodes'][number];

/** Pages through all jobs that match. The result and the variables have types that are generated from the schema. */
export async function readAllJobs(endpoint: string, filter: Filter = {}): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  let after: string | null = null;
  for (;;) {
    const { nodes, unavailable, pageInfo }: Page = await readPage(endpoint, { after, filter });
    jobs.push(...nodes);
    if (!pageInfo.hasNextPage) {
      warnOfMissing(unavailable);
      return jobs;
    }
    after = pageInfo.endCursor;
  }
}

async function readPage(endpoint: string, variables: AllJobsQueryVariables): Promise<Page> {
  const { data, errors } = await send(endpoint, QUERY, variables);
  if (!data?.clusterJobs) throw new Error(errors?.[0]?.message ?? 'The server sent no list.');
  return data.clusterJobs;
}

async function send<Result, Variables>(
  endpoint: string,
  query: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<{ data?: Result; errors?: readonly { message: string }[] }> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data?: Result; errors?: readonly { message: string }[] };
}

if (import.meta.main) await print(readAllJobs);

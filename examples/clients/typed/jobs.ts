import { print, type Filter } from '../job.ts';
import { graphql } from './generated/index.ts';
import type { AllJobsQuery, TypedDocumentString } from './generated/graphql.ts';

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
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type Page = NonNullable<AllJobsQuery['clusterJobs']>;
type Job = Page['nodes'][number];

/** Pages through all jobs that match. The query's result and its variables have types that were made from the schema. */
export async function readAllJobs(endpoint: string, filter: Filter = {}): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  let after: string | null = null;
  for (;;) {
    const { clusterJobs }: AllJobsQuery = await ask(endpoint, QUERY, { after, filter });
    if (!clusterJobs) throw new Error('The list could not be read.');
    const { nodes, pageInfo }: Page = clusterJobs;
    jobs.push(...nodes);
    if (!pageInfo.hasNextPage) return jobs;
    after = pageInfo.endCursor;
  }
}

async function ask<Result, Variables>(
  endpoint: string,
  query: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Result; errors?: readonly { message: string }[] };
  if (!data) throw new Error(errors?.[0]?.message ?? `The server answered ${response.status}.`);
  return data;
}

if (import.meta.main) await print(readAllJobs);

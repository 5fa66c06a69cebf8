import { print, warnOfMissing, type Filter, type Job } from './job.ts';

const QUERY = `
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
`;

interface Result {
  readonly data?: { readonly clusterJobs: Page | null };
  readonly errors?: readonly { readonly message: string }[];
}

interface Page {
  readonly nodes: readonly Job[];
  readonly unavailable: readonly { readonly message: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Pages through all jobs that match, with nothing but `fetch`. */
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

async function readPage(endpoint: string, variables: object): Promise<Page> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables }),
  });
  const { data, errors } = (await response.json()) as Result;
  if (!data?.clusterJobs) throw new Error(errors?.[0]?.message ?? `The server responded with ${response.status}.`);
  return data.clusterJobs;
}

if (import.meta.main) await print(readAllJobs);

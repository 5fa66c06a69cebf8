import { print, type Filter, type Job } from './job.ts';

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
        code
        message
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

interface Answer {
  readonly data?: { readonly clusterJobs: Page | null };
  readonly errors?: readonly { readonly message: string }[];
}

interface Page {
  readonly nodes: readonly Job[];
  readonly unavailable: readonly { readonly code: string; readonly message: string }[];
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
      // A source that could not be read is not an empty one: `endCursor` goes on with it once it is back.
      for (const { message } of unavailable) process.stderr.write(`Some jobs are missing: ${message}\n`);
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
  const { data, errors } = (await response.json()) as Answer;
  if (!data?.clusterJobs) throw new Error(errors?.[0]?.message ?? `The server answered ${response.status}.`);
  return data.clusterJobs;
}

if (import.meta.main) await print(readAllJobs);

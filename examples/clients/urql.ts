import { Client, fetchExchange, gql, type TypedDocumentNode } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { print, warnOfMissing, type Filter, type Job } from './job.ts';

interface Jobs {
  readonly clusterJobs: {
    readonly edges: readonly { readonly cursor: string; readonly node: Job }[];
    readonly unavailable: readonly { readonly message: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

export const QUERY: TypedDocumentNode<Jobs, { after: string | null; filter: Filter }> = gql`
  query AllJobs($after: String, $filter: FleetJobFilter) {
    clusterJobs(first: 50, after: $after, filter: $filter) {
      edges {
        cursor
        node {
          id
          nativeId
          account {
            id
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

/**
 * A client with a normalised cache. It has no `relayPagination()`, which drops a page without rows together with its
 * `pageInfo`: each result is one page, and the program joins them.
 */
export function createClient(endpoint: string): Client {
  // These have no `id`: they are stored within the object that holds them.
  const cache = cacheExchange({ keys: { UnavailableSource: () => null } });
  // Short queries would go out by GET, which the server's protection against cross-site requests rejects.
  return new Client({ url: endpoint, exchanges: [cache, fetchExchange], preferGetMethod: false });
}

/** Pages through all jobs that match, by the `endCursor` of each result. */
export async function readAllJobs(endpoint: string, filter: Filter = {}): Promise<readonly Job[]> {
  const client = createClient(endpoint);
  const jobs: Job[] = [];
  let after: string | null = null;
  for (;;) {
    const { data, error } = await client.query(QUERY, { after, filter }).toPromise();
    if (!data?.clusterJobs) throw error ?? new Error('The server sent no list.');
    const { edges, unavailable, pageInfo }: NonNullable<Jobs['clusterJobs']> = data.clusterJobs;
    jobs.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) {
      warnOfMissing(unavailable);
      return jobs;
    }
    after = pageInfo.endCursor;
  }
}

if (import.meta.main) await print(readAllJobs);

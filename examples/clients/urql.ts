import { Client, fetchExchange, gql, type TypedDocumentNode } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { print, type Filter, type Job } from './job.ts';

interface Jobs {
  readonly clusterJobs: {
    readonly edges: readonly { readonly cursor: string; readonly node: Job }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

const QUERY: TypedDocumentNode<Jobs, { after: string | null; filter: Filter }> = gql`
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
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

/** A client whose normalised cache knows Jobgraph's lists: pages of the same filter are one list. */
export function createClient(endpoint: string): Client {
  const cache = cacheExchange({
    // What has no `id` is a part of what holds it.
    keys: { UnavailableSource: () => null },
    resolvers: {
      Query: { clusterJobs: relayPagination(), clusters: relayPagination() },
      Cluster: { jobs: relayPagination() },
      CloudAccount: { clusters: relayPagination() },
    },
  });
  return new Client({ url: endpoint, exchanges: [cache, fetchExchange], preferGetMethod: false });
}

/** Pages through all jobs that match; each answer holds all pages up to it. */
export async function readAllJobs(endpoint: string, filter: Filter = {}): Promise<readonly Job[]> {
  const client = createClient(endpoint);
  let after: string | null = null;
  for (;;) {
    const { data, error } = await client.query(QUERY, { after, filter }).toPromise();
    if (!data?.clusterJobs) throw error ?? new Error('There is no answer.');
    const { edges, pageInfo }: NonNullable<Jobs['clusterJobs']> = data.clusterJobs;
    if (!pageInfo.hasNextPage) return edges.map(({ node }) => node);
    after = pageInfo.endCursor;
  }
}

if (import.meta.main) await print(readAllJobs);

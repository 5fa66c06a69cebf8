import { ApolloClient, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client/core';
import { relayStylePagination } from '@apollo/client/utilities';
import { print, type Filter, type Job } from './job.ts';

interface Jobs {
  readonly clusterJobs: {
    readonly edges: readonly { readonly cursor: string; readonly node: Job }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

const QUERY: TypedDocumentNode<Jobs, { after?: string | null; filter: Filter }> = gql`
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

/** A cache that knows Jobgraph's lists: pages of the same filter are one list. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: {
        fields: { clusterJobs: relayStylePagination(['filter']), clusters: relayStylePagination(['filter']) },
      },
      Cluster: { fields: { jobs: relayStylePagination(['filter']) } },
      CloudAccount: { fields: { clusters: relayStylePagination(['filter']) } },
    },
  });
}

/** Pages through all jobs that match, with `fetchMore`; the cache puts the pages together. */
export async function readAllJobs(endpoint: string, filter: Filter = {}): Promise<readonly Job[]> {
  const client = new ApolloClient({ link: new HttpLink({ uri: endpoint }), cache: createCache() });
  const query = client.watchQuery({ query: QUERY, variables: { filter } });
  const first = await client.query({ query: QUERY, variables: { filter } });
  let pageInfo = first.data?.clusterJobs?.pageInfo;
  // `fetchMore` needs somebody who watches.
  const watching = query.subscribe(() => undefined);
  while (pageInfo?.hasNextPage) {
    const more = await query.fetchMore({ variables: { after: pageInfo.endCursor } });
    pageInfo = more.data.clusterJobs?.pageInfo;
  }
  watching.unsubscribe();
  const all = client.readQuery({ query: QUERY, variables: { filter } });
  client.stop();
  return all?.clusterJobs?.edges.map(({ node }) => node) ?? [];
}

if (import.meta.main) await print(readAllJobs);

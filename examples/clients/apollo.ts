import {
  ApolloClient,
  gql,
  HttpLink,
  InMemoryCache,
  isReference,
  type FieldPolicy,
  type TypedDocumentNode,
} from '@apollo/client/core';
import { relayStylePagination } from '@apollo/client/utilities';
import { print, warnOfMissing, type Filter, type Job } from './job.ts';

interface Jobs {
  readonly clusterJobs: {
    readonly edges: readonly { readonly cursor: string; readonly node: Job }[];
    readonly unavailable: readonly { readonly message: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

// With `unavailable` (or any further field of the connection) the cache never invents an empty list for a failed page.
export const QUERY: TypedDocumentNode<Jobs, { after?: string | null; filter: Filter }> = gql`
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

export function createClient(endpoint: string): ApolloClient {
  return new ApolloClient({ link: new HttpLink({ uri: endpoint }), cache: createCache() });
}

/** A cache that joins the pages of each Jobgraph list. Pages with the same filter are one list. */
function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: { fields: { clusterJobs: joinPages(), clusters: joinPages() } },
      Cluster: { fields: { jobs: joinPages() } },
      CloudAccount: { fields: { clusters: joinPages() } },
    },
  });
}

/**
 * `relayStylePagination`, with every row once. Alone, it appends the page behind an empty page twice if the page is
 * requested twice at the same time, because no edge has the cursor behind an empty page.
 */
function joinPages(): FieldPolicy {
  const { merge, ...policy } = relayStylePagination(['filter']);
  if (typeof merge !== 'function') throw new TypeError('relayStylePagination has no merge function.');
  return {
    ...policy,
    merge: (existing: Parameters<typeof merge>[0], incoming: Parameters<typeof merge>[1], options) => {
      const list = merge(existing, incoming, options);
      const seen = new Set<unknown>();
      const isNew = (edge: object) => {
        const row = 'node' in edge && isReference(edge.node) ? edge.node.__ref : edge;
        return !seen.has(row) && seen.add(row);
      };
      return list && { ...list, edges: list.edges.filter(isNew) };
    },
  };
}

/** Pages through all jobs that match, with `fetchMore`. The cache joins the pages; a failed page rejects. */
export async function readAllJobs(endpoint: string, filter: Filter = {}): Promise<readonly Job[]> {
  const client = createClient(endpoint);
  const query = client.watchQuery({ query: QUERY, variables: { filter } });
  // `fetchMore` needs a subscriber.
  const subscription = query.subscribe(() => undefined);
  try {
    const first = await client.query({ query: QUERY, variables: { filter } });
    let page = first.data?.clusterJobs;
    while (page?.pageInfo.hasNextPage) {
      const more = await query.fetchMore({ variables: { after: page.pageInfo.endCursor } });
      page = more.data.clusterJobs;
    }
    warnOfMissing(page?.unavailable ?? []);
    const all = client.readQuery({ query: QUERY, variables: { filter } });
    return all?.clusterJobs?.edges.map(({ node }) => node) ?? [];
  } finally {
    subscription.unsubscribe();
    client.stop();
  }
}

if (import.meta.main) await print(readAllJobs);

import { graphql } from 'relay-runtime';

/**
 * The input of relay-compiler. An app's build (babel-plugin-relay or SWC) turns these tags into imports of the artifacts
 * in `__generated__`; the programs here have no build, import the artifacts directly and never load this file.
 */
export const allJobsQuery = graphql`
  query documentsAllJobsQuery($filter: FleetJobFilter) {
    ...documents_allJobs @arguments(filter: $filter)
  }
`;

export const allJobs = graphql`
  fragment documents_allJobs on Query
  @refetchable(queryName: "documentsMoreJobsQuery")
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 50 }
    cursor: { type: "String" }
    filter: { type: "FleetJobFilter" }
  ) {
    clusterJobs(first: $count, after: $cursor, filter: $filter) @connection(key: "documents_clusterJobs") {
      edges {
        node {
          ...documents_job @relay(mask: false)
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

export const clusterQuery = graphql`
  query documentsClusterQuery($id: ID!) {
    ...documents_cluster @arguments(id: $id)
  }
`;

/** The jobs of one cluster. The fragment is on Query: `@refetchable` on Cluster needs a `Query.node`. */
export const cluster = graphql`
  fragment documents_cluster on Query
  @refetchable(queryName: "documentsMoreClusterJobsQuery")
  @argumentDefinitions(id: { type: "ID!" }, count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" }) {
    cluster(id: $id) {
      jobs(first: $count, after: $cursor) @connection(key: "documents_jobs") {
        edges {
          node {
            ...documents_job @relay(mask: false)
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`;

export const job = graphql`
  fragment documents_job on ClusterJob {
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
`;

import { graphql } from 'relay-runtime';

/**
 * What relay-compiler reads. An app's build (babel-plugin-relay or SWC) turns these tags into imports of the artifacts
 * in `__generated__`; `jobs.ts`, which has no build, imports the artifacts itself and never loads this file.
 */
export const query = graphql`
  query documentsAllJobsQuery($filter: FleetJobFilter) {
    ...documents_jobs @arguments(filter: $filter)
  }
`;

export const fragment = graphql`
  fragment documents_jobs on Query
  @refetchable(queryName: "documentsMoreJobsQuery")
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 50 }
    cursor: { type: "String" }
    filter: { type: "FleetJobFilter" }
  ) {
    clusterJobs(first: $count, after: $cursor, filter: $filter) @connection(key: "documents_clusterJobs") {
      edges {
        node {
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
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

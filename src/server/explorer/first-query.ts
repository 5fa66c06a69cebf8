/** The query in an explorer that is opened for the first time. */
export const FIRST_QUERY = `# The latest jobs of all accounts, newest first.
query LatestJobs($first: Int = 10) {
  clusterJobs(first: $first) {
    nodes {
      action
      status
      createdAt
      finishedAt
      failureReason
      clusters {
        name
        provider
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    unavailable {
      account {
        name
      }
      message
    }
  }
}
`;

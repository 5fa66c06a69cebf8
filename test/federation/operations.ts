/** The ids that are used as variables, read before the tests. */
export interface Named {
  readonly css: string;
  readonly gone: string;
  readonly geminidb: string;
  readonly qingcloud: string;
  readonly account: string;
  readonly job: string;
}

/** One query whose result must be the same from Jobgraph and from every gateway. */
export interface Operation {
  readonly title: string;
  readonly query: string;
  readonly variables?: (named: Named) => Readonly<Record<string, unknown>>;
}

const PAGE_INFO = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

/** Twenty operations that together select every type of the schema. */
export const OPERATIONS: readonly Operation[] = [
  { title: 'all accounts', query: '{ cloudAccounts { id name provider region } }' },
  {
    title: 'an account by name, and one that does not exist',
    query: '{ cloudAccount(name: "tables") { id region } none: cloudAccount(name: "nobody") { id } }',
  },
  {
    title: 'clusters with every field',
    query: `{ clusters(first: 12) { nodes {
      id resourceName provider nativeId name status nativeStatus engine engineVersion nodeCount createdAt account { name }
    } unavailable { code } } }`,
  },
  {
    title: 'clusters with a filter in variables',
    query: 'query ($filter: ClusterFilter) { clusters(filter: $filter) { nodes { provider status } } }',
    variables: () => ({ filter: { providers: ['QINGCLOUD', 'HUAWEI_DWS'], statuses: ['AVAILABLE', 'STOPPED'] } }),
  },
  {
    title: 'clusters whose names contain a text',
    query: '{ clusters(filter: { nameContains: "PROD" }) { totalCount nodes { name } } }',
  },
  {
    title: 'the edges and total count of clusters',
    query: `{ clusters(first: 3) { totalCount edges { cursor node { id } } ${PAGE_INFO} } }`,
  },
  { title: 'the oldest clusters', query: `{ clusters(last: 4) { nodes { id createdAt } ${PAGE_INFO} } }` },
  {
    title: 'one cluster',
    query: 'query ($css: ID!) { cluster(id: $css) { __typename name status account { id name } } }',
    variables: ({ css }) => ({ css }),
  },
  {
    title: 'a cluster with an invalid id',
    query: '{ cluster(id: "nonsense") { name } }',
  },
  {
    title: 'the jobs of a cluster',
    query: `query ($css: ID!) { cluster(id: $css) { jobs(first: 5) {
      totalCount since edges { cursor node { id action status } } ${PAGE_INFO}
    } } }`,
    variables: ({ css }) => ({ css }),
  },
  {
    title: 'the jobs of clusters that share one list of jobs',
    query: `query ($geminidb: ID!, $qingcloud: ID!) {
      a: cluster(id: $geminidb) { jobs(first: 3) { nodes { id action clusters { id } } since } }
      b: cluster(id: $qingcloud) { jobs(first: 3) { nodes { id action clusters { id name } } since } }
    }`,
    variables: ({ geminidb, qingcloud }) => ({ geminidb, qingcloud }),
  },
  {
    title: 'clusters, each with jobs',
    query: '{ clusters(first: 6) { nodes { name jobs(first: 2) { nodes { action createdAt finishedAt } } } } }',
  },
  {
    title: 'the latest jobs, with every field',
    query: `{ clusterJobs(first: 15) { since nodes {
      id nativeId provider action status nativeStatus createdAt finishedAt progress failureReason
      account { name } clusters { resourceName }
    } } }`,
  },
  {
    title: 'job details that depend on the provider',
    query: `{ clusterJobs(first: 40) { nodes { details {
      __typename
      ... on CssLogBackup { jobId trigger logPath }
      ... on DwsLogicalClusterTask { logicalClusterName log }
      ... on GeminiDbTask { instanceId instanceName }
      ... on QingCloudOperation { owner resourceIds errorCodes }
    } } } }`,
  },
  {
    title: 'the failed jobs of a week',
    query: `query ($after: DateTime!, $before: DateTime!) {
      clusterJobs(filter: { statuses: [FAILED], createdAfter: $after, createdBefore: $before }) {
        nodes { createdAt failureReason } ${PAGE_INFO}
      }
    }`,
    variables: () => ({ after: '2026-11-14T00:00:00Z', before: '2026-11-21T00:00:00+02:00' }),
  },
  {
    title: 'one job, and one that does not exist',
    query: `query ($job: ID!) {
      clusterJob(id: $job) { id action status clusters { name } }
      none: clusterJob(id: "nonsense") { id }
    }`,
    variables: ({ job }) => ({ job }),
  },
  {
    title: "an account's clusters",
    query: '{ cloudAccount(name: "warehouse") { clusters(first: 5) { nodes { name account { name } } totalCount } } }',
  },
  {
    title: 'fragments, aliases, skipped and included fields',
    query: `query ($yes: Boolean!) {
      newest: clusters(first: 1) { nodes { ...Short } }
      oldest: clusters(last: 1) { nodes { ...Short engine @skip(if: $yes) region: account { region } } }
    }
    fragment Short on Cluster { key: resourceName name @include(if: $yes) }`,
    variables: () => ({ yes: true }),
  },
  {
    title: 'a list that cannot be read, and one that can',
    query: `query ($css: ID!, $gone: ID!) {
      good: cluster(id: $css) { jobs(first: 1) { nodes { action } } }
      bad: cluster(id: $gone) { id jobs(first: 1) { nodes { action } } }
    }`,
    variables: ({ css, gone }) => ({ css, gone }),
  },
  {
    title: 'an invalid argument, and a valid one',
    query: '{ good: clusters(first: 1) { nodes { name } } bad: clusters(first: -1) { nodes { name } } }',
  },
];

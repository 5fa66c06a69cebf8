/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "fragment FleetJob on ClusterJob {\n  id\n  nativeId\n  provider\n  account {\n    name\n  }\n  clusters {\n    id\n    name\n    nativeId\n  }\n  action\n  status\n  nativeStatus\n  createdAt\n  finishedAt\n  progress\n  failureReason\n}\n\nquery FleetAccounts {\n  cloudAccounts {\n    name\n    provider\n    region\n  }\n}\n\nquery FleetJobs($first: Int, $after: String, $filter: FleetJobFilter, $maxStaleness: Int) {\n  clusterJobs(\n    first: $first\n    after: $after\n    filter: $filter\n    maxStaleness: $maxStaleness\n  ) {\n    nodes {\n      ...FleetJob\n    }\n    unavailable {\n      account {\n        name\n      }\n      cluster {\n        name\n        nativeId\n      }\n      code\n      message\n      retryable\n    }\n    asOf\n    since\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n  }\n}\n\nquery FleetCounts($all: FleetJobFilter, $failed: FleetJobFilter, $running: FleetJobFilter, $pending: FleetJobFilter, $succeeded: FleetJobFilter, $unknown: FleetJobFilter, $maxStaleness: Int) {\n  all: clusterJobs(first: 0, filter: $all, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n  FAILED: clusterJobs(first: 0, filter: $failed, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n  RUNNING: clusterJobs(first: 0, filter: $running, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n  PENDING: clusterJobs(first: 0, filter: $pending, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n  SUCCEEDED: clusterJobs(\n    first: 0\n    filter: $succeeded\n    maxStaleness: $maxStaleness\n  ) {\n    totalCount\n  }\n  UNKNOWN: clusterJobs(first: 0, filter: $unknown, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n}": typeof types.FleetJobFragmentDoc,
};
const documents: Documents = {
    "fragment FleetJob on ClusterJob {\n  id\n  nativeId\n  provider\n  account {\n    name\n  }\n  clusters {\n    id\n    name\n    nativeId\n  }\n  action\n  status\n  nativeStatus\n  createdAt\n  finishedAt\n  progress\n  failureReason\n}\n\nquery FleetAccounts {\n  cloudAccounts {\n    name\n    provider\n    region\n  }\n}\n\nquery FleetJobs($first: Int, $after: String, $filter: FleetJobFilter, $maxStaleness: Int) {\n  clusterJobs(\n    first: $first\n    after: $after\n    filter: $filter\n    maxStaleness: $maxStaleness\n  ) {\n    nodes {\n      ...FleetJob\n    }\n    unavailable {\n      account {\n        name\n      }\n      cluster {\n        name\n        nativeId\n      }\n      code\n      message\n      retryable\n    }\n    asOf\n    since\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n  }\n}\n\nquery FleetCounts($all: FleetJobFilter, $failed: FleetJobFilter, $running: FleetJobFilter, $pending: FleetJobFilter, $succeeded: FleetJobFilter, $unknown: FleetJobFilter, $maxStaleness: Int) {\n  all: clusterJobs(first: 0, filter: $all, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n  FAILED: clusterJobs(first: 0, filter: $failed, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n  RUNNING: clusterJobs(first: 0, filter: $running, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n  PENDING: clusterJobs(first: 0, filter: $pending, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n  SUCCEEDED: clusterJobs(\n    first: 0\n    filter: $succeeded\n    maxStaleness: $maxStaleness\n  ) {\n    totalCount\n  }\n  UNKNOWN: clusterJobs(first: 0, filter: $unknown, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n}": types.FleetJobFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment FleetJob on ClusterJob {\n  id\n  nativeId\n  provider\n  account {\n    name\n  }\n  clusters {\n    id\n    name\n    nativeId\n  }\n  action\n  status\n  nativeStatus\n  createdAt\n  finishedAt\n  progress\n  failureReason\n}\n\nquery FleetAccounts {\n  cloudAccounts {\n    name\n    provider\n    region\n  }\n}\n\nquery FleetJobs($first: Int, $after: String, $filter: FleetJobFilter, $maxStaleness: Int) {\n  clusterJobs(\n    first: $first\n    after: $after\n    filter: $filter\n    maxStaleness: $maxStaleness\n  ) {\n    nodes {\n      ...FleetJob\n    }\n    unavailable {\n      account {\n        name\n      }\n      cluster {\n        name\n        nativeId\n      }\n      code\n      message\n      retryable\n    }\n    asOf\n    since\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n  }\n}\n\nquery FleetCounts($all: FleetJobFilter, $failed: FleetJobFilter, $running: FleetJobFilter, $pending: FleetJobFilter, $succeeded: FleetJobFilter, $unknown: FleetJobFilter, $maxStaleness: Int) {\n  all: clusterJobs(first: 0, filter: $all, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n  FAILED: clusterJobs(first: 0, filter: $failed, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n  RUNNING: clusterJobs(first: 0, filter: $running, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n  PENDING: clusterJobs(first: 0, filter: $pending, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n  SUCCEEDED: clusterJobs(\n    first: 0\n    filter: $succeeded\n    maxStaleness: $maxStaleness\n  ) {\n    totalCount\n  }\n  UNKNOWN: clusterJobs(first: 0, filter: $unknown, maxStaleness: $maxStaleness) {\n    totalCount\n  }\n}"): typeof import('./graphql.js').FleetJobFragmentDoc;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

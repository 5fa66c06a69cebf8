function link(version: string, ...imports: string[]): string {
  const list = imports.map((name) => `"${name}"`).join(', ');
  return `extend schema @link(url: "https://specs.apollo.dev/federation/${version}", import: [${list}])`;
}

const PAGE_INFO = 'hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String';
const PROVIDERS = 'enum CloudProvider { HUAWEI_CSS HUAWEI_DWS HUAWEI_GEMINIDB QINGCLOUD }';

/** Neighbours as companies have them, each awkward in one way. */
export const AWKWARD: Readonly<Record<string, string>> = {
  'a PageInfo that may lack everything': `${link('v2.3', '@shareable')}
    type Query { things: ThingConnection }
    type ThingConnection { pageInfo: PageInfo! }
    type PageInfo @shareable {
      hasNextPage: Boolean hasPreviousPage: Boolean startCursor: String endCursor: String
    }`,
  'a PageInfo that always has cursors': `${link('v2.3', '@shareable')}
    type Query { things: ThingConnection }
    type ThingConnection { pageInfo: PageInfo! }
    type PageInfo @shareable {
      hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String! endCursor: String!
    }`,
  'a DateTime by another specification, and JSON': `
    scalar DateTime @specifiedBy(url: "https://example.com/date-time")
    scalar JSON
    type Query { now: DateTime settings: JSON }`,
  'a Node of its own, which clusters and jobs are': `${link('v2.3', '@key')}
    interface Node { id: ID! }
    type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! }
    type Cluster implements Node @key(fields: "id") { id: ID! team: String }
    type ClusterJob implements Node @key(fields: "id") { id: ID! ticket: String }`,
  'accounts, jobs, filters and providers of its own': `${link('v2.3', '@key')}
    type Query { account(id: ID!): Account job(id: ID!): Job jobs(filter: JobFilter): [Job!]! }
    type Account @key(fields: "id") { id: ID! provider: Provider }
    enum Provider { AWS }
    input JobFilter { states: [String!] }
    type Job @key(fields: "id") { id: ID! cluster: Cluster }
    type Cluster @key(fields: "resourceName", resolvable: false) { resourceName: String! }`,
  'a filter of the same name with fewer fields': `
    type Query { costs(filter: ClusterFilter): [Float!]! }
    input ClusterFilter { accounts: [String!] nameContains: String }`,
  'an extended type with an external key': `${link('v2.3', '@key', '@external')}
    extend type Cluster @key(fields: "id") { id: ID! @external owner: String }`,
  'Federation 1, by id': 'extend type Cluster @key(fields: "id") { id: ID! @external owner: String }',
  'Federation 1, by resourceName, with @requires': `
    extend type Cluster @key(fields: "resourceName") {
      resourceName: String! @external
      name: String @external
      owner: String @requires(fields: "name")
    }`,
  'Federation 1, with @provides': `
    type Query { deployments: [Deployment!]! }
    type Deployment @key(fields: "id") { id: ID! cluster: Cluster @provides(fields: "name") }
    extend type Cluster @key(fields: "id") { id: ID! @external name: String @external }`,
  'Federation 1, with pages and times': `
    type Query { things: ThingConnection }
    type ThingConnection { nodes: [Thing!]! pageInfo: PageInfo! }
    type Thing @key(fields: "id") { id: ID! seenAt: DateTime }
    type PageInfo { ${PAGE_INFO} }
    scalar DateTime`,
  'both keys': `${link('v2.3', '@key')}
    type Cluster @key(fields: "id") @key(fields: "resourceName") { id: ID! resourceName: String! owner: String }`,
  '@requires through an account': `${link('v2.3', '@key', '@external', '@requires')}
    type Cluster @key(fields: "id") {
      id: ID!
      name: String @external
      account: CloudAccount! @external
      label: String @requires(fields: "name account { name region }")
    }
    type CloudAccount @key(fields: "id") { id: ID! name: String! @external region: String! @external }`,
  '@provides of fields that the key encodes': `${link('v2.3', '@key', '@external', '@provides')}
    type Query { mine: [Cluster!]! @provides(fields: "provider nativeId") }
    type Cluster @key(fields: "resourceName") {
      resourceName: String! provider: CloudProvider! @external nativeId: String! @external
    }
    ${PROVIDERS}`,
  'a copy of the names': `${link('v2.3', '@key', '@shareable')}
    type Query { mine: [Cluster!]! }
    type Cluster @key(fields: "id") { id: ID! name: String @shareable }`,
  '@override of a field, for some': `${link('v2.9', '@key', '@override')}
    type Cluster @key(fields: "id") { id: ID! name: String @override(from: "jobgraph", label: "percent(10)") }`,
  'an interface with a key, which clusters have': `${link('v2.3', '@key')}
    type Query { resources: [Resource!]! }
    interface Resource @key(fields: "id") { id: ID! }
    type Cluster implements Resource @key(fields: "id") { id: ID! cost: Float }`,
  'a union of clusters, jobs and things of its own': `${link('v2.3', '@key')}
    type Query { search(text: String!): [Found!]! }
    union Found = Cluster | ClusterJob | Runbook
    type Runbook { title: String }
    type Cluster @key(fields: "id", resolvable: false) { id: ID! }
    type ClusterJob @key(fields: "id", resolvable: false) { id: ID! }`,
  'mutations, and a field that nobody sees': `${link('v2.5', '@key', '@inaccessible', '@authenticated')}
    type Mutation { pin(id: ID!): Cluster @authenticated }
    type Cluster @key(fields: "id") { id: ID! pinned: Boolean @inaccessible }`,
  subscriptions: `${link('v2.4', '@key')}
    type Subscription { clusterChanged: Cluster }
    type Cluster @key(fields: "resourceName", resolvable: false) { resourceName: String! }`,
};

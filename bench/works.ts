import { aliasName, ALIASES, FLEET, SEARCH, TABLES } from './setting.js';

export type WorkName = 'W1' | 'W2' | 'W2b' | 'W3' | 'W4' | 'W5';

/** One kind of request. Requests take its variables in turn, so that no two equal requests run at once (but in W5). */
export interface Work {
  readonly name: WorkName;
  readonly what: string;
  readonly query: string;
  /** `ids`: the server's ids of clusters, by account, in the order of their native ids. */
  variables(ids: Ids): readonly Record<string, unknown>[];
  /** Feeds that one query reads. This many calls above the minimum are allowed. */
  readonly feeds: number;
  /** Requests that are sent at once and awaited together; absent: each connection sends one after the other. */
  readonly burst?: number;
}

export type Ids = ReadonlyMap<string, readonly string[]>;

const CLUSTER =
  'nativeId resourceName provider name status nativeStatus engine engineVersion nodeCount createdAt account { name }';
const DETAILS =
  'details { __typename ... on CssLogBackup { jobId trigger logPath } ... on GeminiDbTask { instanceId instanceName } }';
const JOB = `nativeId provider action status nativeStatus createdAt finishedAt progress failureReason ${DETAILS}`;

const W1 = `query W1($id: ID!) {
  cluster(id: $id) { ${CLUSTER} jobs(first: 20) { nodes { ${JOB} } pageInfo { hasNextPage } } }
}`;

const nested = (name: string) => `query ${name}($account: String!) {
  clusters(first: 50, filter: { accounts: [$account] }) {
    nodes { ${CLUSTER} jobs(first: 10) { nodes { ${JOB} } pageInfo { hasNextPage } } }
    pageInfo { hasNextPage }
  }
}`;

const W3 = `query W3($accounts: [String!]) {
  clusterJobs(first: 1000, filter: { accounts: $accounts }) {
    nodes { ${JOB} account { name } clusters { nativeId resourceName } }
    pageInfo { hasNextPage }
  }
}`;

const W4 = `query W4($representations: [_Any!]!) {
  _entities(representations: $representations) { __typename ... on Cluster { nativeId name status nodeCount } }
}`;

/** The first request to every server: its ids of an account's clusters. */
export const SETUP = `query Setup($account: String!) {
  clusters(first: 1000, filter: { accounts: [$account] }) { nodes { id nativeId } }
}`;

export const WORKS: readonly Work[] = [
  { name: 'W1', what: 'one cluster with 20 jobs (CSS)', query: W1, variables: single, feeds: 1 },
  {
    name: 'W2',
    what: '50 clusters x 10 jobs, a feed each (CSS)',
    query: nested('W2'),
    variables: of(SEARCH),
    feeds: 50,
  },
  {
    name: 'W2b',
    what: '50 clusters x 10 jobs, one feed (GeminiDB)',
    query: nested('W2b'),
    variables: of(TABLES),
    feeds: 1,
  },
  { name: 'W3', what: '1,000 jobs of 51 feeds merged', query: W3, variables: merged, feeds: 51 },
  { name: 'W4', what: '_entities with 200 references', query: W4, variables: references, feeds: 1 },
  { name: 'W5', what: '100 identical W1 at once', query: W1, variables: same, feeds: 1, burst: 100 },
];

function aliases(): readonly number[] {
  return Array.from({ length: ALIASES }, (_, index) => index);
}

function idsOf(ids: Ids, account: string): readonly string[] {
  return ids.get(account) ?? [];
}

function single(ids: Ids) {
  return aliases().map((index) => ({ id: idsOf(ids, aliasName(SEARCH, index)).at(index) }));
}

function of(account: string) {
  return () => aliases().map((index) => ({ account: aliasName(account, index) }));
}

function merged() {
  return aliases().map((index) => ({ accounts: [aliasName(SEARCH, index), aliasName(TABLES, index)] }));
}

function references(ids: Ids) {
  return aliases().map((index) => ({
    representations: idsOf(ids, aliasName(FLEET, index)).map((id) => ({ __typename: 'Cluster', id })),
  }));
}

function same(ids: Ids) {
  return single(ids).slice(0, 1);
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fleet, type ListedCluster, listClusters, startFleet } from './fleet.js';
import { connectionIn, pageQuery, walk } from './walking.js';

let fleet: Fleet;
let clusters: readonly ListedCluster[];
let restarted: Fleet;

const SIZE = { cssLargest: 100, dwsLargest: 60, geminiDbJobs: 60, geminiDbRecentJobs: 60, qingCloudJobs: 60 };

beforeAll(async () => {
  fleet = await startFleet({ size: SIZE });
  restarted = await startFleet({ size: SIZE });
  clusters = await listClusters(fleet);
});
beforeEach(() => {
  fleet.clouds.calls.reset();
});
afterAll(() => Promise.all([fleet, restarted].map((each) => each.close())));

/** The four lists, with `…` for paging and filter. */
const LISTS = {
  'Query.clusters': 'clusters(ARGS) {}',
  'Query.clusterJobs': 'clusterJobs(ARGS) {}',
  'CloudAccount.clusters': 'cloudAccount(name: "search-prod") { clusters(ARGS) {} }',
  'Cluster.jobs': 'cluster(id: $id) { jobs(ARGS) {} }',
};
type ListName = keyof typeof LISTS;
const NAMES = Object.keys(LISTS) as ListName[];

function largest(): string {
  const count = ({ nativeId }: ListedCluster) => fleet.clouds.state('search-prod').jobs(nativeId).length;
  const own = clusters.filter(({ account }) => account.name === 'search-prod');
  return own.sort((a, b) => count(b) - count(a))[0]?.id ?? '';
}

function query(name: ListName, args: string): string {
  const list = LISTS[name]
    .replace('ARGS', args)
    .replace('{}', '{ nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }');
  return name === 'Cluster.jobs' ? `query ($id: ID!) { ${list} }` : `{ ${list} }`;
}

async function page(name: ListName, args: string) {
  return connectionIn<{ id: string }>(await fleet.read(query(name, args), { id: largest() }));
}

/** The error of a page that is read with these arguments, and the number of upstream calls. */
async function errorOf(name: ListName, args: string) {
  fleet.clouds.calls.reset();
  const { status, errors } = await fleet.execute(query(name, args), { id: largest() });
  const [error] = errors ?? [];
  return { status, code: error?.extensions['code'], message: error?.message, calls: fleet.clouds.calls.count() };
}

describe.each(NAMES)('%s rejects with the name of the argument and before any call', (name) => {
  it.each([
    ['first', 'first: -1'],
    ['first', 'first: 101'],
    ['last', 'last: -1'],
    ['last', 'last: 101'],
    ['first', 'first: 1, last: 1'],
    ['after', 'last: 1, after: "x"'],
    ['before', 'first: 1, before: "x"'],
    ['after', 'after: "x", before: "x"'],
    ['after', 'first: 5, after: "x"'],
    ['after', 'after: ""'],
    ['before', 'last: 5, before: "AAAA"'],
    ['before', 'before: "not a cursor"'],
  ])('%s in %s', async (argument, args) => {
    const error = await errorOf(name, args);
    expect(error).toMatchObject({ status: 200, code: 'BAD_USER_INPUT', calls: 0 });
    expect(error.message).toContain(`"${argument}"`);
  });

  it('a cursor that was altered at any position', async () => {
    const { endCursor } = (await page(name, 'first: 2')).pageInfo;
    const cursor = endCursor ?? '';
    const places = Array.from({ length: 12 }, (_, index) => Math.floor((index * cursor.length) / 12));
    const altered = places.map(
      (at) => `${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`,
    );
    for (const other of [...altered, `${cursor}A`, cursor.slice(0, -1), `${cursor}=`, ` ${cursor}`]) {
      expect(await errorOf(name, `first: 2, after: "${other}"`), other).toMatchObject({
        code: 'BAD_USER_INPUT',
        calls: 0,
      });
    }
  });

  it.each(NAMES.filter((other) => other !== name))('a cursor of %s', async (other) => {
    const { endCursor } = (await page(other, 'first: 2')).pageInfo;
    expect(await errorOf(name, `first: 2, after: "${endCursor ?? ''}"`)).toMatchObject({
      code: 'BAD_USER_INPUT',
      calls: 0,
    });
  });
});

describe('an invalid time', () => {
  const wrong = 'A DateTime is written like 2026-11-21T08:00:00Z, with a time zone.';

  it('is reported with its position in the query', async () => {
    const { errors } = await fleet.execute('{ clusterJobs(filter: { createdAfter: "yesterday" }) { totalCount } }');
    expect(errors).toMatchObject([{ message: expect.stringContaining(wrong) as string, locations: [{ column: 39 }] }]);
  });

  it.each(['2026-01-01T24:00:00Z', '2026-02-29T00:00:00Z', '2026-01-01', '2026-01-01T00:00:00'])('%s', async (time) => {
    const { errors } = await fleet.execute(`{ clusterJobs(filter: { createdAfter: "${time}" }) { totalCount } }`);
    expect(errors).toMatchObject([{ message: expect.stringContaining(wrong) as string }]);
  });

  it('does not include one before 1970, which matches nothing and causes no call', async () => {
    fleet.clouds.calls.reset();
    const before = 'clusterJobs(filter: { createdBefore: "0000-02-29T00:00:00Z" }) { totalCount unavailable { code } }';
    expect(await fleet.read(`{ ${before} }`)).toEqual({ clusterJobs: { totalCount: 0, unavailable: [] } });
    expect(fleet.clouds.calls.count()).toBe(0);
  });

  it('is reported with its position in a variable', async () => {
    const { errors } = await fleet.execute('query ($f: FleetJobFilter) { clusterJobs(filter: $f) { totalCount } }', {
      f: { createdAfter: 'yesterday' },
    });
    const message = `Variable "$f" got invalid value "yesterday" at "f.createdAfter"; ${wrong}`;
    expect(errors).toMatchObject([{ message, locations: [{ column: 8 }], extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('a cursor', () => {
  const A = 'statuses: [SUCCEEDED, FAILED], createdAfter: "2026-01-01T00:00:00Z"';

  it.each([
    ['the same words in another order', 'createdAfter: "2026-01-01T00:00:00Z", statuses: [FAILED, SUCCEEDED]'],
    ['a status twice', 'statuses: [SUCCEEDED, FAILED, SUCCEEDED], createdAfter: "2026-01-01T00:00:00Z"'],
    ['the time in another zone', 'statuses: [SUCCEEDED, FAILED], createdAfter: "2026-01-01T08:00:00.000+08:00"'],
    ['null for absent fields', `${A}, actions: null, createdBefore: null`],
  ])('is accepted with an equivalent filter: %s', async (_, other) => {
    for (const name of ['Cluster.jobs', 'Query.clusterJobs'] as const) {
      const { endCursor } = (await page(name, `first: 2, filter: { ${A} }`)).pageInfo;
      const same = await page(name, `first: 5, after: "${endCursor ?? ''}", filter: { ${A} }`);
      const written = await page(name, `first: 5, after: "${endCursor ?? ''}", filter: { ${other} }`);
      expect(written).toEqual(same);
    }
  });

  it.each([
    ['no filter', ''],
    ['another status', 'statuses: [SUCCEEDED], createdAfter: "2026-01-01T00:00:00Z"'],
    ['another time', 'statuses: [SUCCEEDED, FAILED], createdAfter: "2026-01-02T00:00:00Z"'],
    ['one that matches nothing', `${A}, actions: []`],
  ])('is rejected with %s', async (_, other) => {
    for (const name of ['Cluster.jobs', 'Query.clusterJobs'] as const) {
      const { endCursor } = (await page(name, `first: 2, filter: { ${A} }`)).pageInfo;
      expect(await errorOf(name, `after: "${endCursor ?? ''}", filter: { ${other} }`)).toMatchObject({
        code: 'BAD_USER_INPUT',
        calls: 0,
      });
    }
  });

  it('of one cluster is rejected by the list of another', async () => {
    const { endCursor } = (await page('Cluster.jobs', 'first: 2')).pageInfo;
    const other = clusters.find(({ id, provider }) => provider === 'HUAWEI_CSS' && id !== largest());
    const { errors } = await fleet.execute(query('Cluster.jobs', `after: "${endCursor ?? ''}"`), { id: other?.id });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it.each(NAMES)('of %s is valid at another server with the same accounts', async (name) => {
    const { endCursor } = (await page(name, 'first: 3')).pageInfo;
    const next = query(name, `first: 5, after: "${endCursor ?? ''}"`);
    const here: unknown = await fleet.read(next, { id: largest() });
    expect(await restarted.read(next, { id: largest() })).toEqual(here);
  });

  it.each(NAMES)('of any edge of %s starts the next page directly after it', async (name) => {
    const list = LISTS[name].replace('ARGS', '…');
    const request = {
      list,
      fields: '',
      types: name === 'Cluster.jobs' ? '$id: ID!' : '',
      variables: { id: largest() },
    };
    const { nodes, pages } = await walk<{ id: string }>(fleet, { ...request, size: 12, pages: 1 });
    for (const [index, { cursor }] of (pages[0]?.edges ?? []).entries()) {
      const paging = { ...request.variables, last: 3, before: cursor };
      const before = connectionIn<{ id: string }>(await fleet.read(pageQuery(request), paging));
      expect(before.nodes).toEqual(nodes.slice(Math.max(0, index - 3), index));
      expect(before.pageInfo.hasPreviousPage).toBe(index > 3);
    }
  });
});

describe.each(NAMES)('a page of %s', (name) => {
  it('of no rows shows whether there are rows, and does not move its cursor', async () => {
    const none = await page(name, 'first: 0');
    expect(none).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
    const { endCursor } = (await page(name, 'first: 2')).pageInfo;
    const after = await page(name, `first: 0, after: "${endCursor ?? ''}"`);
    expect(after).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true, endCursor } });
    expect((await page(name, 'last: 0')).pageInfo.hasPreviousPage).toBe(true);
  });

  it('has 20 rows by default, and never more than the limit', async () => {
    const { nodes } = await page(name, 'first: 100');
    expect((await page(name, 'filter: null')).nodes).toEqual(nodes.slice(0, 20));
    expect((await page(name, 'first: null, after: null')).nodes).toEqual(nodes.slice(0, 20));
  });
});

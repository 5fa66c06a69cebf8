import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Fleet, listClusters, type ListedCluster, type QueryResult, startFleet } from '../graph/fleet.js';
import { type Connection, connectionIn, jobsOf, pageQuery, walk } from '../graph/walking.js';
import { runs } from '../support/long.js';

const CLOUDS = { HUAWEI_CSS: 'css', HUAWEI_DWS: 'dws', HUAWEI_GEMINIDB: 'geminidb', QINGCLOUD: 'qingcloud' } as const;
type Provider = keyof typeof CLOUDS;

const REJECTION = { status: 401, body: { error_code: 'APIGW.0303', error_msg: 'Incorrect app authentication' } };
const REJECTIONS: Readonly<Record<Provider, { status: number; body: object }>> = {
  HUAWEI_CSS: REJECTION,
  HUAWEI_DWS: REJECTION,
  HUAWEI_GEMINIDB: REJECTION,
  QINGCLOUD: { status: 200, body: { ret_code: 1200, message: 'AuthFailure' } },
};
const PROVIDERS = Object.keys(CLOUDS) as Provider[];
const SIZE = 7;
const FLEET_SIZE = runs(30, SIZE);

interface Node {
  readonly id: string;
}

let fleet: Fleet;
let clusters: readonly ListedCluster[];
beforeAll(async () => {
  const size = { cssLargest: 60, dwsLargest: 60, geminiDbJobs: 60, geminiDbRecentJobs: 60, qingCloudJobs: 60 };
  fleet = await startFleet({ size });
  clusters = await listClusters(fleet);
});
afterEach(() => {
  fleet.clouds.clearIntercepts();
});
afterAll(() => fleet.close());

/** From now on, the provider rejects every request in its own format. */
function rejectFrom(provider: Provider): void {
  fleet.clouds.intercept(({ cloud }) => (cloud === CLOUDS[provider] ? REJECTIONS[provider] : undefined));
}

/** A list that the test reads page by page. */
function openPagination({ variables, ...list }: ReturnType<typeof jobsOf>, size = SIZE) {
  const query = pageQuery(list);
  const seen: string[] = [];
  let after: string | null = null;
  const readPage = () => fleet.execute<unknown>(query, { ...variables, first: size, after });
  /** Reads the next page. */
  const next = async (): Promise<Connection<Node>> => {
    const { data, errors } = await readPage();
    expect(errors).toBeUndefined();
    const page = connectionIn<Node>(data);
    seen.push(...page.nodes.map(({ id }) => id));
    after = page.pageInfo.endCursor;
    return page;
  };
  const readRest = async () => {
    while ((await next()).pageInfo.hasNextPage);
    return seen;
  };
  return { readPage, next, readRest };
}

async function allIdsOf(list: ReturnType<typeof jobsOf>): Promise<readonly string[]> {
  const { nodes } = await walk<Node>(fleet, { ...list, size: 100 });
  return nodes.map(({ id }) => id);
}

/** The cluster of an account, or of a provider, with the most jobs: it has several pages. */
async function longest(belongs: (cluster: ListedCluster) => boolean): Promise<string> {
  const sizes = await Promise.all(
    clusters.filter(belongs).map(async ({ id }) => ({ id, rows: (await allIdsOf(jobsOf(id, ''))).length })),
  );
  const [most] = sizes.sort((a, b) => b.rows - a.rows);
  expect(most?.rows).toBeGreaterThan(2 * SIZE);
  return most?.id ?? '';
}

describe('A 401 during pagination', () => {
  test.for(PROVIDERS)(
    'over the jobs of one cluster is an error, and the same cursor works afterwards: %s',
    async (provider) => {
      // A rejected token is replaced; other tests cover that.
      const id = await longest((cluster) => cluster.provider === provider && cluster.account.name !== 'warehouse');
      const list = jobsOf(id, '');
      const { readPage, next, readRest } = openPagination(list);
      await next();
      rejectFrom(provider);
      for (let tries = 0; tries < 5; tries++) {
        fleet.clouds.calls.reset();
        const response: QueryResult<unknown> = await readPage();
        expect(response).toMatchObject({ status: 200, data: { cluster: { jobs: null } } });
        const extensions = { code: 'UPSTREAM_AUTH', provider, retryable: false };
        expect(response.errors).toMatchObject([{ path: ['cluster', 'jobs'], extensions }]);
        expect(fleet.clouds.calls.count()).toBe(1);
      }
      fleet.clouds.clearIntercepts();
      expect(await readRest()).toEqual(await allIdsOf(list));
    },
  );

  test.for(PROVIDERS)(
    'over all jobs lists the account as unavailable, and later pages have its rows after it recovers: %s',
    async (provider) => {
      const list = { list: 'clusterJobs(…) {}', fields: '', variables: {} };
      const whole = await allIdsOf(list);
      const { next, readRest } = openPagination(list, FLEET_SIZE);
      await next();
      rejectFrom(provider);
      // Pages that need none of its rows make no call to it.
      let { unavailable, pageInfo } = await next();
      while (unavailable.length === 0 && pageInfo.hasNextPage) ({ unavailable, pageInfo } = await next());
      expect(unavailable).not.toEqual([]);
      for (const failed of unavailable) {
        expect(failed).toMatchObject({ code: 'UPSTREAM_AUTH', retryable: false });
        expect(clusters.find(({ account }) => account.name === failed.account.name)?.provider).toBe(provider);
      }
      fleet.clouds.clearIntercepts();
      expect((await readRest()).toSorted()).toEqual(whole.toSorted());
    },
  );
});

/** Delays the response to the first request about a cluster until another request has succeeded with a new token. */
function delayFirstResponse(nativeId: string): void {
  let isFirst = true;
  const isRenewed = () => fleet.clouds.calls.list('dws').some(({ status }) => status === 200);
  fleet.clouds.intercept(async ({ path }, respond) => {
    if (!isFirst || !path.includes(nativeId)) return undefined;
    isFirst = false;
    const response = respond();
    while (!isRenewed()) await delay(5);
    return response;
  });
}

describe('A token that expires during pagination', () => {
  test('is replaced once for all lists, and no list loses or repeats a row', async () => {
    const own = clusters.filter(({ account }) => account.name === 'warehouse');
    expect(own.length).toBeGreaterThan(1);
    const lists = own.map(({ id }) => jobsOf(id, ''));
    const wholes = await Promise.all(lists.map(allIdsOf));
    const paginates = lists.map((list) => openPagination(list));
    await Promise.all(paginates.map(({ next }) => next()));
    passReplacement();
    fleet.clouds.revokeTokens();
    fleet.clouds.calls.reset();
    delayFirstResponse(own[0]?.nativeId ?? '');
    expect(await Promise.all(paginates.map(({ readRest }) => readRest()))).toEqual(wholes);
    expect(fleet.clouds.calls.count('iam')).toBe(1);
    expect(fleet.clouds.calls.list('dws').some(({ status }) => status === 401)).toBe(true);
  });

  test('is an error while IAM issues no new one, and the same cursor works a minute after IAM recovers', async () => {
    const list = jobsOf(await longest(({ account }) => account.name === 'warehouse'), '');
    const { readPage, next, readRest } = openPagination(list);
    await next();
    passReplacement();
    fleet.clouds.revokeTokens();
    fleet.clouds.intercept(({ cloud }) => (cloud === 'iam' ? { status: 401, body: {} } : undefined));
    const { status, errors } = await readPage();
    expect([status, errors?.map(({ extensions }) => extensions['code'])]).toEqual([200, ['UPSTREAM_AUTH']]);
    fleet.clouds.clearIntercepts();
    passMinute();
    passReplacement();
    expect(await readRest()).toEqual(await allIdsOf(list));
  });
});

/** Advances the date beyond the minute in which a replaced token is not replaced again. */
function passReplacement(): void {
  vi.setSystemTime(Date.now() + 61_000);
}

/** Advances the process's clock by a minute, the time for which a rejected password is not used. */
function passMinute(): void {
  const now = performance.now.bind(performance);
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000);
  onTestFinished(() => {
    spy.mockRestore();
  });
}

import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Fleet, listClusters, type ListedCluster, type QueryResult, startFleet } from '../graph/fleet.js';
import { type Connection, connectionIn, jobsOf, pageQuery, walk } from '../graph/walking.js';

const CLOUDS = { HUAWEI_CSS: 'css', HUAWEI_DWS: 'dws', HUAWEI_GEMINIDB: 'geminidb', QINGCLOUD: 'qingcloud' } as const;
type Provider = keyof typeof CLOUDS;

const REFUSAL = { status: 401, body: { error_code: 'APIGW.0303', error_msg: 'Incorrect app authentication' } };
const REFUSALS: Readonly<Record<Provider, { status: number; body: object }>> = {
  HUAWEI_CSS: REFUSAL,
  HUAWEI_DWS: REFUSAL,
  HUAWEI_GEMINIDB: REFUSAL,
  QINGCLOUD: { status: 200, body: { ret_code: 1200, message: 'AuthFailure' } },
};
const PROVIDERS = Object.keys(CLOUDS) as Provider[];
const SIZE = 7;

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

/** From now on the provider says 401, in its own words. */
function refuse(provider: Provider): void {
  fleet.clouds.intercept(({ cloud }) => (cloud === CLOUDS[provider] ? REFUSALS[provider] : undefined));
}

/** A list that is walked page by page, by hand. */
function openWalk({ variables, ...list }: ReturnType<typeof jobsOf>) {
  const query = pageQuery(list);
  const seen: string[] = [];
  let after: string | null = null;
  const readNext = () => fleet.execute<unknown>(query, { ...variables, first: SIZE, after });
  /** Takes the next page, and tells whether there is another one. */
  const go = async (): Promise<Connection<Node>> => {
    const { data, errors } = await readNext();
    expect(errors).toBeUndefined();
    const page = connectionIn<Node>(data);
    seen.push(...page.nodes.map(({ id }) => id));
    after = page.pageInfo.endCursor;
    return page;
  };
  const finish = async () => {
    while ((await go()).pageInfo.hasNextPage);
    return seen;
  };
  return { readNext, go, finish };
}

async function wholeOf(list: ReturnType<typeof jobsOf>): Promise<readonly string[]> {
  const { nodes } = await walk<Node>(fleet, { ...list, size: 100 });
  return nodes.map(({ id }) => id);
}

/** The cluster of an account, or of a provider, with the most jobs: it has several pages. */
async function longest(belongs: (cluster: ListedCluster) => boolean): Promise<string> {
  const sizes = await Promise.all(
    clusters.filter(belongs).map(async ({ id }) => ({ id, rows: (await wholeOf(jobsOf(id, ''))).length })),
  );
  const [most] = sizes.sort((a, b) => b.rows - a.rows);
  expect(most?.rows).toBeGreaterThan(2 * SIZE);
  return most?.id ?? '';
}

describe('A 401 in the middle of a walk', () => {
  test.for(PROVIDERS)('over one cluster’s jobs is an error, and the same cursor goes on: %s', async (provider) => {
    // A token that is refused is bought anew, which is another matter.
    const id = await longest((cluster) => cluster.provider === provider && cluster.account.name !== 'warehouse');
    const list = jobsOf(id, '');
    const { readNext, go, finish } = openWalk(list);
    await go();
    refuse(provider);
    for (let tries = 0; tries < 5; tries++) {
      fleet.clouds.calls.reset();
      const result: QueryResult<unknown> = await readNext();
      expect(result).toMatchObject({ status: 200, data: { cluster: { jobs: null } } });
      const extensions = { code: 'UPSTREAM_AUTH', provider, retryable: false };
      expect(result.errors).toMatchObject([{ path: ['cluster', 'jobs'], extensions }]);
      expect(fleet.clouds.calls.count()).toBe(1);
    }
    fleet.clouds.clearIntercepts();
    expect(await finish()).toEqual(await wholeOf(list));
  });

  test.for(PROVIDERS)('over all jobs names the account, and its rows follow once it is back: %s', async (provider) => {
    const list = { list: 'clusterJobs(…) {}', fields: '', variables: {} };
    const whole = await wholeOf(list);
    const { go, finish } = openWalk(list);
    await go();
    refuse(provider);
    // Pages that pass over none of its rows do not ask it.
    let { unavailable, pageInfo } = await go();
    while (unavailable.length === 0 && pageInfo.hasNextPage) ({ unavailable, pageInfo } = await go());
    expect(unavailable).not.toEqual([]);
    for (const away of unavailable) {
      expect(away).toMatchObject({ code: 'UPSTREAM_AUTH', retryable: false });
      expect(clusters.find(({ account }) => account.name === away.account.name)?.provider).toBe(provider);
    }
    fleet.clouds.clearIntercepts();
    expect((await finish()).toSorted()).toEqual(whole.toSorted());
  });
});

/** What the cloud says to the first question about a cluster arrives when others have a new token already. */
function holdFirstAnswer(nativeId: string): void {
  let isFirst = true;
  const isRenewed = () => fleet.clouds.calls.list('dws').some(({ status }) => status === 200);
  fleet.clouds.intercept(async ({ path }, respond) => {
    if (!isFirst || !path.includes(nativeId)) return undefined;
    isFirst = false;
    const refusal = respond();
    while (!isRenewed()) await delay(5);
    return refusal;
  });
}

describe('A token that expires in the middle of walks', () => {
  test('is renewed once for all of them, and none loses or repeats a row', async () => {
    const own = clusters.filter(({ account }) => account.name === 'warehouse');
    expect(own.length).toBeGreaterThan(1);
    const lists = own.map(({ id }) => jobsOf(id, ''));
    const wholes = await Promise.all(lists.map(wholeOf));
    const walks = lists.map((list) => openWalk(list));
    await Promise.all(walks.map(({ go }) => go()));
    passReplacement();
    fleet.clouds.revokeTokens();
    fleet.clouds.calls.reset();
    holdFirstAnswer(own[0]?.nativeId ?? '');
    expect(await Promise.all(walks.map(({ finish }) => finish()))).toEqual(wholes);
    expect(fleet.clouds.calls.count('iam')).toBe(1);
    expect(fleet.clouds.calls.list('dws').some(({ status }) => status === 401)).toBe(true);
  });

  test('is an error if it cannot be renewed, and the same cursor continues a minute after it can', async () => {
    const list = jobsOf(await longest(({ account }) => account.name === 'warehouse'), '');
    const { readNext, go, finish } = openWalk(list);
    await go();
    passReplacement();
    fleet.clouds.revokeTokens();
    fleet.clouds.intercept(({ cloud }) => (cloud === 'iam' ? { status: 401, body: {} } : undefined));
    const { status, errors } = await readNext();
    expect([status, errors?.map(({ extensions }) => extensions['code'])]).toEqual([200, ['UPSTREAM_AUTH']]);
    fleet.clouds.clearIntercepts();
    passMinute();
    passReplacement();
    expect(await finish()).toEqual(await wholeOf(list));
  });
});

/** A token that replaced another less than a minute ago is not replaced again. */
function passReplacement(): void {
  vi.setSystemTime(Date.now() + 61_000);
}

/** As the process sees it: so long is a refused password left alone. */
function passMinute(): void {
  const now = performance.now.bind(performance);
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000);
  onTestFinished(() => {
    spy.mockRestore();
  });
}

import { describe, expect, it } from 'vitest';
import { CLUSTER, openAccount, operate, startCloud, type Asked, type Reply } from './cloud.js';

const ROWS = 2100;
const REFUSAL: Reply = {
  status: 400,
  body: { errCode: 'CSS.0001', externalMessage: 'CSS.0001 : Incorrect parameters.' },
};

/** How a deployment reads the row number: `undefined` is the first row, 'refused' is no number. */
type Reading = (query: Asked['query']) => string | undefined;

const SERVICES: Record<string, Reading> = {
  'knows both': ({ offset, start }) => offset ?? start,
  'knows start and ignores offset': ({ start }) => start,
  'knows offset and ignores start': ({ offset }) => offset,
  'knows start and refuses offset': ({ offset, start }) => (offset === undefined ? start : 'refused'),
  'knows offset and refuses start': ({ offset, start }) => (start === undefined ? offset : 'refused'),
  'refuses two names and ignores offset': ({ offset, start }) => (offset && start ? 'refused' : start),
};

function answer({ query }: Asked, read: Reading, reach: number): Reply {
  const start = Number(read(query) ?? 1);
  if (!(start <= reach)) return REFUSAL;
  const end = Math.min(start + Number(query['limit']), ROWS + 1);
  const clusterLogRecord = Array.from({ length: Math.max(0, end - start) }, (_, index) => {
    const row = start + index;
    return { id: `row-${row}`, createAt: 1_700_000_000_000 - row, status: 'SUCCESS' };
  });
  return { body: { clusterLogRecord } };
}

async function openJobs(read: Reading, reach = Infinity) {
  const cloud = await startCloud((asked) => answer(asked, read, reach));
  const account = openAccount('HUAWEI_CSS', cloud);
  const identities = async (offset: number, limit = 3) => {
    const page = await account.jobs(operate(), CLUSTER).fetch({ offset, limit });
    return page === 'refused' ? page : page.rows.map((row) => row.identity);
  };
  return { ...cloud, account, identities };
}

describe.each(Object.entries(SERVICES))('A CSS that %s', (_name, read) => {
  it('gives the rows that were asked for.', async () => {
    const { identities } = await openJobs(read);
    expect(await identities(1)).toEqual(['row-1', 'row-2', 'row-3']);
    expect(await identities(11)).toEqual(['row-11', 'row-12', 'row-13']);
    expect(await identities(1500, 1)).toEqual(['row-1500']);
    expect(await identities(ROWS + 1)).toEqual([]);
  });

  it('gives them even if a far row is the first that is asked for.', async () => {
    const { identities } = await openJobs(read);
    expect(await identities(1500, 2)).toEqual(['row-1500', 'row-1501']);
  });

  it('has its wall recognised, first of all or later.', async () => {
    const { identities, asked } = await openJobs(read, 1000);
    expect(await identities(1001)).toBe('refused');
    expect(await identities(1000, 1000)).toHaveLength(1000);
    const before = asked.length;
    expect(await identities(1001)).toBe('refused');
    expect(asked).toHaveLength(before + 1);
  });

  it('is asked once for each page as soon as its names are known.', async () => {
    const { identities, asked } = await openJobs(read);
    await identities(2);
    const before = asked.length;
    await identities(1);
    await identities(2);
    await identities(1200);
    expect(asked).toHaveLength(before + 3);
  });
});

describe('CSS', () => {
  it.each([
    ['knows both', [{}, { offset: '2', start: '2' }]],
    ['knows start and refuses offset', [{}, { offset: '2', start: '2' }, { offset: '2' }, { start: '2' }, {}]],
    ['knows offset and refuses start', [{}, { offset: '2', start: '2' }, { offset: '2' }, {}]],
  ])('that %s is asked with these names.', async (name, names) => {
    const { identities, asked } = await openJobs(SERVICES[name] ?? (() => 'refused'));
    await identities(1);
    await identities(2);
    expect(asked.map(({ query: { limit: _limit, ...query } }) => query)).toEqual(names);
  });

  it('is remembered for jobs and for clusters on their own.', async () => {
    const { account, identities, asked } = await openJobs(SERVICES['knows start and refuses offset'] ?? (() => '1'));
    await identities(2);
    asked.length = 0;
    await expect(account.clusters(operate()).fetch({ offset: 2, limit: 1 })).rejects.toMatchObject({
      code: 'UPSTREAM_INVALID',
    });
    expect(asked[0]?.query).toMatchObject({ start: '2', offset: '2' });
  });

  it('that is given the other parameter overnight is understood again.', async () => {
    let read = SERVICES['knows start and refuses offset'] ?? (() => '1');
    const { identities } = await openJobs((query) => read(query));
    expect(await identities(5, 1)).toEqual(['row-5']);
    read = SERVICES['knows offset and refuses start'] ?? (() => '1');
    expect(await identities(5, 1)).toEqual(['row-5']);
  });

  it.each([1, 2, 1000])('that refuses even row %i rejects the parameters, not the cluster.', async (row) => {
    const { identities } = await openJobs(() => 'refused');
    expect(await identities(row)).toBe('refused');
  });

  it('that refuses a far row and all names rejects the parameters.', async () => {
    const { identities } = await openJobs(({ offset, start }) => (offset ?? start) && 'refused');
    expect(await identities(1200)).toBe('refused');
  });

  it('that knows no such cluster says so beyond the reach as well.', async () => {
    const { endpoint } = await startCloud(() => ({ status: 403, body: { errCode: 'CSS.0015', externalMessage: '' } }));
    const jobs = openAccount('HUAWEI_CSS', { endpoint }).jobs(operate(), CLUSTER);
    await expect(jobs.fetch({ offset: 1200, limit: 10 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

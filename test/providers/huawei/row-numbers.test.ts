import { describe, expect, it } from 'vitest';
import { CLUSTER, openAccount, operate, startCloud, type ReceivedRequest, type Reply } from './cloud.js';

const ROWS = 2100;
const REJECTION: Reply = {
  status: 400,
  body: { errCode: 'CSS.0001', externalMessage: 'CSS.0001 : Incorrect parameters.' },
};

/** The row number that a deployment reads: `undefined` is the first row, 'rejected' rejects the request. */
type Reading = (query: ReceivedRequest['query']) => string | undefined;

const SERVICES: Record<string, Reading> = {
  'accepts both': ({ offset, start }) => offset ?? start,
  'accepts start and ignores offset': ({ start }) => start,
  'accepts offset and ignores start': ({ offset }) => offset,
  'accepts start and rejects offset': ({ offset, start }) => (offset === undefined ? start : 'rejected'),
  'accepts offset and rejects start': ({ offset, start }) => (start === undefined ? offset : 'rejected'),
  'rejects two names and ignores offset': ({ offset, start }) => (offset && start ? 'rejected' : start),
};

function reply({ query }: ReceivedRequest, read: Reading, reach: number): Reply {
  const start = Number(read(query) ?? 1);
  if (!(start <= reach)) return REJECTION;
  const end = Math.min(start + Number(query['limit']), ROWS + 1);
  const clusterLogRecord = Array.from({ length: Math.max(0, end - start) }, (_, index) => {
    const row = start + index;
    return { id: `row-${row}`, createAt: 1_700_000_000_000 - row, status: 'SUCCESS' };
  });
  return { body: { clusterLogRecord } };
}

async function openJobs(read: Reading, reach = Infinity) {
  const cloud = await startCloud((request) => reply(request, read, reach));
  const account = openAccount('HUAWEI_CSS', cloud);
  const identities = async (offset: number, limit = 3) => {
    const page = await account.jobs(operate(), CLUSTER).fetch({ offset, limit });
    return page === 'rejected' ? page : page.rows.map((row) => row.identity);
  };
  return { ...cloud, account, identities };
}

describe.each(Object.entries(SERVICES))('A CSS that %s', (_name, read) => {
  it('returns the requested rows', async () => {
    const { identities } = await openJobs(read);
    expect(await identities(1)).toEqual(['row-1', 'row-2', 'row-3']);
    expect(await identities(11)).toEqual(['row-11', 'row-12', 'row-13']);
    expect(await identities(1500, 1)).toEqual(['row-1500']);
    expect(await identities(ROWS + 1)).toEqual([]);
  });

  it('returns the requested rows if the first request is for a far row', async () => {
    const { identities } = await openJobs(read);
    expect(await identities(1500, 2)).toEqual(['row-1500', 'row-1501']);
  });

  it('has its last reachable row recognised on the first request and later', async () => {
    const { identities, received } = await openJobs(read, 1000);
    expect(await identities(1001)).toBe('rejected');
    expect(await identities(1000, 1000)).toHaveLength(1000);
    const before = received.length;
    expect(await identities(1001)).toBe('rejected');
    expect(received).toHaveLength(before + 1);
  });

  it('is called once for each page as soon as its parameter names are known', async () => {
    const { identities, received } = await openJobs(read);
    await identities(2);
    const before = received.length;
    await identities(1);
    await identities(2);
    await identities(1200);
    expect(received).toHaveLength(before + 3);
  });
});

describe('CSS', () => {
  it.each([
    ['accepts both', [{}, { offset: '2', start: '2' }]],
    ['accepts start and rejects offset', [{}, { offset: '2', start: '2' }, { offset: '2' }, { start: '2' }, {}]],
    ['accepts offset and rejects start', [{}, { offset: '2', start: '2' }, { offset: '2' }, {}]],
  ])('that %s is called with these parameter names', async (name, names) => {
    const { identities, received } = await openJobs(SERVICES[name] ?? (() => 'rejected'));
    await identities(1);
    await identities(2);
    expect(received.map(({ query: { limit: _limit, ...query } }) => query)).toEqual(names);
  });

  it('has parameter names that are remembered separately for jobs and clusters', async () => {
    const { account, identities, received } = await openJobs(
      SERVICES['accepts start and rejects offset'] ?? (() => '1'),
    );
    await identities(2);
    received.length = 0;
    await expect(account.clusters(operate()).fetch({ offset: 2, limit: 1 })).rejects.toMatchObject({
      code: 'UPSTREAM_INVALID',
    });
    expect(received[0]?.query).toMatchObject({ start: '2', offset: '2' });
  });

  it('that changes its parameter name is read correctly again', async () => {
    let read = SERVICES['accepts start and rejects offset'] ?? (() => '1');
    const { identities } = await openJobs((query) => read(query));
    expect(await identities(5, 1)).toEqual(['row-5']);
    read = SERVICES['accepts offset and rejects start'] ?? (() => '1');
    expect(await identities(5, 1)).toEqual(['row-5']);
  });

  it.each([1, 2, 1000])('that rejects even row %i rejects the parameters, not the cluster', async (row) => {
    const { identities } = await openJobs(() => 'rejected');
    expect(await identities(row)).toBe('rejected');
  });

  it('that rejects a far row and all names rejects the parameters', async () => {
    const { identities } = await openJobs(({ offset, start }) => (offset ?? start) && 'rejected');
    expect(await identities(1200)).toBe('rejected');
  });

  it('reports an unknown cluster for an unreachable row as well', async () => {
    const { endpoint } = await startCloud(() => ({ status: 403, body: { errCode: 'CSS.0015', externalMessage: '' } }));
    const jobs = openAccount('HUAWEI_CSS', { endpoint }).jobs(operate(), CLUSTER);
    await expect(jobs.fetch({ offset: 1200, limit: 10 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

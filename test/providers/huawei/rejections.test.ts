import { describe, expect, it } from 'vitest';
import { CLUSTER, openAccount, operate, startCloud, type Reply } from './cloud.js';

const page = { offset: 0, limit: 10 };
const incorrect = (code: string): Reply => ({
  status: 400,
  body: { error_code: code, error_msg: 'Incorrect parameter.' },
});
const tasks = {
  logical_cluster_tasks: [{ type: 'Create', result: 'success', start_time: '2026-11-21 08:00:00' }],
  count: 1,
};

async function openDws(handler: Parameters<typeof startCloud>[0]) {
  const { endpoint, received } = await startCloud(handler);
  return { account: openAccount('HUAWEI_DWS', { endpoint }), received };
}

describe('DWS.0001', () => {
  it.each(['DWS.0001', 'DWS.2067'])(
    'means a rejected order, like %s: the tasks are requested without it',
    async (code) => {
      const { account, received } = await openDws(({ query }) =>
        'order_by' in query ? incorrect(code) : { body: tasks },
      );
      const jobs = account.jobs(operate(), CLUSTER);
      expect(await jobs.fetch(page)).toMatchObject({ rows: [{ value: { action: 'Create' } }] });
      await jobs.fetch(page);
      expect(received.map(({ query }) => 'order_by' in query)).toEqual([true, false, false]);
    },
  );

  it('means an unknown cluster if the id is not a UUID, after one call', async () => {
    const { account, received } = await openDws(() => incorrect('DWS.0001'));
    await expect(account.jobs(operate(), 'my-cluster').fetch(page)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await account.getClusters(operate(), ['my-cluster'])).toEqual([null]);
    expect(received).toHaveLength(2);
  });

  it('does not mean an unknown cluster if the id is a UUID', async () => {
    const { account } = await openDws(() => incorrect('DWS.0001'));
    const invalid = { code: 'UPSTREAM_INVALID' };
    expect(await account.jobs(operate(), CLUSTER).fetch(page)).toBe('rejected');
    expect(await account.getClusters(operate(), [CLUSTER])).toMatchObject([invalid]);
  });
});

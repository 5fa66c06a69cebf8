import { expect, test } from 'vitest';
import { CLUSTER, openAccount, operate, startCloud } from './cloud.js';

const OTHER = '5d4ec537-545d-40da-af76-d91e6741c5cf';
const RECORD = { id: 'r-1', createAt: '1795248000000', status: 'SUCCESS', finishedAt: '1795248060000' };
const TASK = { type: 'CREATE', logical_cluster_name: 'lc', start_time: '2026-11-20 08:00:00', result: 'success' };

test.each([
  ['HUAWEI_CSS', { clusterLogRecord: [RECORD], totalSize: 1 }],
  ['HUAWEI_DWS', { logical_cluster_tasks: [TASK], count: 1 }],
] as const)('Two clusters of %s with byte-identical job responses have separate jobs', async (provider, body) => {
  const { endpoint } = await startCloud(() => ({ body }));
  const account = openAccount(provider, { endpoint });
  const clusterOf = async (id: string) => {
    const feed = account.jobs(operate(), id);
    const page = await feed.fetch({ offset: 1, limit: 10 });
    return page === 'rejected'
      ? page
      : page.rows.flatMap(({ value }) => value.clusters.map(({ nativeId }) => nativeId));
  };
  for (const id of [CLUSTER, CLUSTER, CLUSTER, OTHER, CLUSTER, OTHER, OTHER]) expect(await clusterOf(id)).toEqual([id]);
});

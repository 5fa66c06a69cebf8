import { expect, it } from 'vitest';
import { reportMissingTimes } from '../../src/providers/shared/report-missing-times.js';
import { silentLogger } from '../../src/upstream/logger.js';
import { CLUSTER, openAccount, operate, startCloud } from './huawei/cloud.js';

it('A list with rows without a time is logged once, also if it is read often', async () => {
  const row = { id: CLUSTER, created: '' };
  const { endpoint } = await startCloud(({ path }) =>
    path.endsWith('/clusters')
      ? { body: { clusters: [row, row] } }
      : { body: { clusterLogRecord: [{ id: '1', createAt: 'soon' }] } },
  );
  const lines: object[] = [];
  const logger = { ...silentLogger, warn: (fields: object) => void lines.push(fields) };
  const account = reportMissingTimes(openAccount('HUAWEI_CSS', { endpoint }), logger);
  for (let read = 0; read < 3; read++) {
    await account.clusters(operate()).fetch({ offset: 1, limit: 10 });
    await account.jobs(operate(), CLUSTER).fetch({ offset: 1, limit: 10 });
  }
  expect(lines).toEqual([
    { account: 'test', provider: 'HUAWEI_CSS', list: '["test","clusters"]' },
    { account: 'test', provider: 'HUAWEI_CSS', list: `["test","jobs","${CLUSTER}"]` },
  ]);
});

import { expect, test } from 'vitest';
import { CLUSTER_STATUSES, type ClusterStatus } from '../../../src/domain/cluster.js';
import { CLUSTER_JOB_STATUSES, type ClusterJobStatus } from '../../../src/domain/job.js';
import { toClusterWords, toJobWords } from '../../../src/providers/qingcloud/pagination.js';

const LIVING = ['pending', 'active', 'stopped', 'suspended'];
const ALL = [...LIVING, 'deleted', 'ceased'];

test.each<[readonly ClusterStatus[] | undefined, readonly string[] | undefined]>([
  [undefined, LIVING],
  [['AVAILABLE'], ['active']],
  [['CHANGING'], ['active']],
  [
    ['CHANGING', 'CREATING', 'AVAILABLE'],
    ['active', 'pending'],
  ],
  [['STOPPED'], ['stopped', 'suspended']],
  [['DELETED'], ['ceased', 'deleted']],
  [
    ['FAILED', 'DELETED'],
    ['ceased', 'deleted'],
  ],
  [['FAILED'], LIVING],
  [['UNKNOWN'], undefined],
  [['AVAILABLE', 'UNKNOWN'], undefined],
  [['UNKNOWN', 'DELETED'], ALL],
  [CLUSTER_STATUSES, ALL],
])('Clusters that are %o are requested as %o', (statuses, words) => {
  expect(toClusterWords(statuses)).toEqual(words);
});

test.each<[readonly ClusterJobStatus[] | undefined, readonly string[] | undefined]>([
  [undefined, undefined],
  [[], undefined],
  [['RUNNING'], ['working']],
  [
    ['SUCCEEDED', 'PENDING', 'RUNNING', 'PENDING'],
    ['pending', 'successful', 'working'],
  ],
  [['FAILED'], undefined],
  [['RUNNING', 'FAILED'], undefined],
  [['RUNNING', 'UNKNOWN'], undefined],
  [CLUSTER_JOB_STATUSES, undefined],
])('Jobs that are %o are requested as %o', (statuses, words) => {
  expect(toJobWords(statuses)).toEqual(words);
});

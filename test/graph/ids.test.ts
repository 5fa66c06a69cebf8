import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toClusterId, toJobId } from '../../src/domain/ids.js';
import { type Fleet, type ListedCluster, listClusters, startFleet } from './fleet.js';

let fleet: Fleet;
let clusters: readonly ListedCluster[];

beforeAll(async () => {
  fleet = await startFleet({ size: { cssLargest: 60, dwsLargest: 60, geminiDbJobs: 60, qingCloudJobs: 60 } });
  clusters = await listClusters(fleet);
});
afterAll(() => fleet.close());

function one(provider: string): ListedCluster {
  const found = clusters.find((cluster) => cluster.provider === provider);
  if (!found) throw new Error(provider);
  return found;
}

describe('an id', () => {
  const named = (nativeId: string) => toClusterId({ account: 'search-prod', provider: 'HUAWEI_CSS', nativeId });
  const job = (identity: string, account = 'tables', scope = '', createdAt = 1795247974000) =>
    toJobId({ account, scope, identity, createdAt });

  it.each<readonly [string, () => string]>([
    ['that is none', () => 'nonsense'],
    ['that is empty', () => ''],
    ['of an unknown account', () => toClusterId({ account: 'nobody', provider: 'HUAWEI_CSS', nativeId: 'a' })],
    ['of a job', () => job('a')],
    ['of an account', () => Buffer.from('["account","tables"]').toString('base64url')],
    ...['../x', 'a/b', 'a b', 'a?b=c', 'a%2fb', '*', 'é', 'a\n', ''].map(
      (odd) => [`with ${JSON.stringify(odd)} in it`, () => named(odd)] as const,
    ),
    ['cut short', () => one('HUAWEI_CSS').id.slice(0, -1)],
    ['written otherwise', () => `${one('HUAWEI_CSS').id}=`],
  ])('%s names no cluster, and no call is made', async (_, make) => {
    fleet.clouds.calls.reset();
    expect(
      await fleet.read('query ($id: ID!) { cluster(id: $id) { id name jobs { nodes { id } } } }', { id: make() }),
    ).toEqual({ cluster: null });
    expect(fleet.clouds.calls.count()).toBe(0);
  });

  it.each<readonly [string, () => string]>([
    ['that is none', () => 'nonsense'],
    ['of a cluster', () => one('HUAWEI_CSS').id],
    ['of an unknown account', () => job('a', 'nobody')],
    ...['../x', 'a b', '*', ''].flatMap((odd) => [
      [`of GeminiDB with ${JSON.stringify(odd)} in it`, () => job(odd)] as const,
      [`of QingCloud with ${JSON.stringify(odd)} in it`, () => job(odd, 'middleware', 'app-tg3lbp0a')] as const,
      [`of CSS with ${JSON.stringify(odd)} in it`, () => job(odd, 'search-prod', one('HUAWEI_CSS').nativeId)] as const,
      [`of DWS with ${JSON.stringify(odd)} for its cluster`, () => job('[]#0', 'warehouse', odd)] as const,
    ]),
    ['of a time that is none', () => job('a', 'tables', '', 9e15)],
  ])('%s names no job, and no call is made', async (_, make) => {
    fleet.clouds.calls.reset();
    expect(await fleet.read('query ($id: ID!) { clusterJob(id: $id) { id } }', { id: make() })).toEqual({
      clusterJob: null,
    });
    expect(fleet.clouds.calls.count()).toBe(0);
  });
});

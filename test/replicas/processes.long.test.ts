import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { isPostgresInstalled } from '../support/postgres.js';
import { queryWithoutPause, startReplicaFleet } from './fleet.js';

const SEARCH = 'search-prod';

const isInstalled = await isPostgresInstalled();
beforeEach(({ skip }) => {
  skip(!isInstalled, 'PostgreSQL is not installed');
});

describe('replicas in processes of their own', () => {
  it('respond without a failure while PostgreSQL is down, and report its loss and its return once', async () => {
    const { start, postgres } = await startReplicaFleet({}, (one) =>
      one.name === SEARCH ? { ...one, rate: { requests: 4000, perSeconds: 10 } } : undefined,
    );
    const replicas = await Promise.all([start(), start()]);
    let isOver = false;
    const query = (count: number) =>
      `{ cloudAccount(name: "${SEARCH}") { clusters(first: ${1 + (count % 90)}) { nodes { id } } } }`;
    const running = replicas.map((replica) => queryWithoutPause(replica, query, () => isOver, 2));
    await sleep(1000);
    await postgres.stop('immediate');
    await sleep(60_000);
    await postgres.start();
    await expect
      .poll(() => replicas.map(({ child }) => child.stderr().split('reachable again').length), { timeout: 10_000 })
      .toEqual([2, 2]);
    isOver = true;
    const results = (await Promise.all(running)).flat();
    expect(results.length).toBeGreaterThan(20);
    expect(results.filter(({ errors }) => errors !== undefined)).toEqual([]);
    for (const { child } of replicas) expect(child.stderr().match(/PostgreSQL cannot be reached/g)).toHaveLength(1);
  });

  it('send a wrong key to its provider three times together, also while they are killed and started', async () => {
    const { start, clouds } = await startReplicaFleet({}, (one) =>
      one.name === SEARCH ? { ...one, auth: { ...Object(one['auth']), secretAccessKey: 'wrong' } } : undefined,
    );
    const query = `{ cloudAccount(name: "${SEARCH}") { clusters(first: 1) { nodes { id } } } }`;
    const replicas = await Promise.all([start(), start(), start()]);
    for (let round = 0; round < 6; round++) {
      const results = await Promise.all(replicas.flatMap(({ run }) => [run(query), run(query)]));
      for (const result of results) expect(result?.errors?.[0]?.extensions.code).toBe('UPSTREAM_AUTH');
      await replicas.shift()?.kill();
      replicas.push(await start());
    }
    const rejected = clouds.calls.list('css').filter(({ status }) => status === 401);
    expect(rejected.length).toBeGreaterThan(0);
    expect(rejected.length).toBeLessThanOrEqual(3);
  });
});

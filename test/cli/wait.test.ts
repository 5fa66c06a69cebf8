import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startChangingServer } from '../changes/changing-server.js';
import { serveClouds } from '../clients/serving.js';
import { REFUSING_URL } from '../support/fault-server.js';
import { commandLine, configFile, REAL, run, start } from './spawning.js';

const BUILT = { main: REAL };

describe('jobgraph wait', () => {
  /** A running job in simulated clouds, and how it ends. */
  async function runningJob(yaml: object = {}) {
    const { clouds, endpoint } = await serveClouds(yaml);
    const [account] = clouds.states;
    const [scope = ''] = account?.scopes() ?? [];
    clouds.clock.advance(1000);
    const now = clouds.clock.now();
    const job = account?.insertJob(scope, [scope], { startsAt: now, finishesAt: Infinity, reason: 'disk full' });
    const query = `{ clusterJobs(first: 1, filter: { accounts: ["${account?.name}"] }) { nodes { id nativeId } } }`;
    const body = JSON.stringify({ query });
    const response = await fetch(endpoint, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { data } = (await response.json()) as {
      data: { clusterJobs: { nodes: { id: string; nativeId: string }[] } };
    };
    const [node] = data.clusterJobs.nodes;
    if (!job || !account || node?.nativeId !== job.key) throw new Error('The newest job is another one.');
    const end = (outcome: 'succeeded' | 'failed') => {
      account.changeJob(job.key, { outcome, finishesAt: now });
    };
    return { id: node.id, endpoint, clouds, end };
  }

  it.each([
    ['succeeded', 0, 'SUCCEEDED.\n'],
    ['failed', 1, 'FAILED: disk full\n'],
  ] as const)('ends within two intervals when the job has: %s', async (outcome, status, stderr) => {
    const { id, endpoint, clouds, end } = await runningJob();
    const child = start(['wait', id, '--endpoint', endpoint, '--interval', '1'], BUILT);
    clouds.calls.reset();
    while (clouds.calls.count() < 2) await sleep(20);
    end(outcome);
    const endedAt = performance.now();
    expect(await child.ended).toEqual({ status, stdout: '', stderr });
    // Twice the interval.
    expect(performance.now() - endedAt).toBeLessThan(2000);
  });

  it('keeps its status when the reader of its messages has gone', async () => {
    const { id, endpoint, end } = await runningJob();
    end('succeeded');
    const script = '(exec 3>&1; sleep 0.3; "$@" >&3 2>&3; echo "status $?" >&2) | true';
    const words = commandLine(['wait', id, '--endpoint', endpoint], BUILT);
    const child = spawn('bash', ['-c', script, 'bash', ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
    expect(await text(child.stderr)).toBe('status 0\n');
  });

  it('works over a configuration', async () => {
    const { id, clouds, end } = await runningJob();
    end('succeeded');
    const config = await configFile(JSON.stringify({ accounts: clouds.accounts, log: { level: 'silent' } }));
    expect(await run(['wait', id, '--config', config], BUILT)).toMatchObject({ status: 0 });
  });

  it('gives up after its timeout', async () => {
    const { id, endpoint } = await runningJob();
    const words = ['wait', id, '--endpoint', endpoint, '--interval', '0.2', '--timeout', '0.5'];
    expect(await run(words, BUILT)).toMatchObject({ status: 3, stderr: expect.stringContaining('0.5 s') as unknown });
  });

  it('ends earlier than its next poll where the server has a subscription', async () => {
    const changing = await startChangingServer();
    await changing.change('a');
    const [row] = (await changing.store.changesAfter(0, 1)).changes;
    const { account = '', scope = '', identity = '', time = 0 } = row?.job ?? {};
    const id = Buffer.from(JSON.stringify(['job', account, scope, identity, time])).toString('base64url');
    const child = start(['wait', id, '--endpoint', changing.endpoint.href, '--interval', '600'], BUILT);
    const state = { isOver: false };
    void child.ended.then(() => (state.isOver = true));
    for (let count = 0; !state.isOver; count++) {
      await changing.change('a', count % 2 === 0 ? 'SUCCEEDED' : 'RUNNING');
      await sleep(100);
    }
    expect((await child.ended).status).toBe(0);
  });

  it('ends with status 4 for an unknown job, and for a server that stays unreachable', async () => {
    const { endpoint } = await serveClouds();
    const unknown = await run(['wait', 'WyJqb2IiXQ', '--endpoint', endpoint], BUILT);
    expect(unknown).toMatchObject({ status: 4, stderr: 'There is no such job.\n' });
    const unreachable = await run(['wait', 'x', '--endpoint', REFUSING_URL.href, '--interval', '0.1'], BUILT);
    expect(unreachable.status).toBe(4);
    expect(unreachable.stderr).toContain('cannot be reached');
  });

  it.each([[[]], [['a', 'b']], [['a', '--timeout', 'soon']]])('ends with status 2 for wrong use: %j', async (words) => {
    expect(await run(['wait', ...words], BUILT)).toMatchObject({ status: 2 });
  });
});

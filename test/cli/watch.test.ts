import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ChangingServer, startChangingServer } from '../changes/changing-server.js';
import { serveClouds } from '../clients/serving.js';
import { type Child, commandLine, configFile, REAL, run, start } from './spawning.js';

const BUILT = { main: REAL };

interface Line {
  readonly cursor?: string;
  readonly kind: string;
  readonly previousStatus: string | null;
  readonly job: { readonly id: string; readonly nativeId: string; readonly status: string };
}

const linesOf = (child: Child) => {
  const complete = child.stdout().split('\n').slice(0, -1);
  return complete.map((line) => JSON.parse(line) as Line);
};
const summary = ({ kind, previousStatus, job }: Line) => [kind, job.nativeId, previousStatus, job.status];

/** Writes changes until the program prints the last of them: it has subscribed. */
async function untilSubscribed({ change }: Pick<ChangingServer, 'change'>, child: Child): Promise<void> {
  for (let count = 1; ; count++) {
    await change(`mark-${count}`);
    await sleep(100);
    if (child.stdout().includes(`mark-${count}`)) return;
  }
}

async function untilPrinted(child: Child, count: number): Promise<void> {
  while (linesOf(child).filter(({ job }) => !job.nativeId.startsWith('mark-')).length < count) await sleep(20);
}

const changesOf = (child: Child) =>
  linesOf(child)
    .map(summary)
    .filter(([, name]) => !name?.startsWith('mark-'));

describe('jobgraph watch', () => {
  it('prints changes as they arrive, and continues after the last one when the server has restarted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jobgraph-watch-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const store = { sqlite: join(folder, 'jobgraph.db') };
    const first = await startChangingServer({ store });
    const child = start(['watch', '--endpoint', first.endpoint.href, '--output', 'ndjson'], BUILT);
    await untilSubscribed(first, child);
    await first.change('a');
    await untilPrinted(child, 1);
    await first.close();
    const second = await startChangingServer({ store, options: { port: first.server.port } });
    await second.change('a', 'FAILED');
    await second.change('b');
    await untilPrinted(child, 3);
    expect(changesOf(child)).toEqual([
      ['CREATED', 'a', null, 'RUNNING'],
      ['STATUS_CHANGED', 'a', 'RUNNING', 'FAILED'],
      ['CREATED', 'b', null, 'RUNNING'],
    ]);
    child.kill('SIGTERM');
    expect(await child.ended).toMatchObject({ status: 0, stderr: '' });
  });

  it('ends with status 1 and names a filter that does not fit', async () => {
    const { endpoint } = await startChangingServer();
    const ended = await run(['watch', '--endpoint', endpoint.href, '--filter', '{"statuses":["X"]}'], BUILT);
    expect(ended).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Variable "\$filter" got invalid/) as string,
    });
  });

  it('reports once that the server cannot be reached, without the password in its address', async () => {
    const child = start(
      ['watch', '--endpoint', 'http://user:hunter2@127.0.0.1:2/graphql', '--output', 'ndjson'],
      BUILT,
    );
    while (child.stderr() === '') await sleep(20);
    await sleep(1000);
    child.kill('SIGTERM');
    expect(await child.ended).toMatchObject({
      status: 0,
      stderr: 'http://127.0.0.1:2/graphql cannot be reached, and is tried again until it can.\n',
    });
  });

  it('says so when the connection was lost before the first change, and goes on', async () => {
    const change = {
      cursor: 'c',
      kind: 'CREATED',
      previousStatus: null,
      job: { id: 'j', nativeId: 'a', status: 'FAILED' },
    };
    const next = `event: next\ndata: ${JSON.stringify({ data: { clusterJobChanges: change } })}\n\n`;
    let requests = 0;
    const server = createServer((request, response) => {
      requests++;
      // A server that starts has no subscriptions yet.
      if (requests === 2) return void response.writeHead(503, { 'content-type': 'application/json' }).end('{}');
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      if (requests === 1) setTimeout(() => request.destroy(), 50);
      else response.write(next);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => {
      server.close().closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    const child = start(['watch', '--endpoint', `http://127.0.0.1:${port}/graphql`, '--output', 'ndjson'], BUILT);
    await untilPrinted(child, 1);
    expect(child.stderr()).toBe(
      'The connection was lost before the first change: changes since then may be missing.\n',
    );
  });

  it('prints a table, of the changes that a filter selects', async () => {
    const changing = await startChangingServer();
    const filter = ['--filter', '{"statuses":["FAILED"]}'];
    const child = start(['watch', '--endpoint', changing.endpoint.href, ...filter], BUILT);
    for (let count = 0; !child.stdout().includes('FAILED'); count++) {
      await changing.change(`job-${count}`);
      await changing.change(`job-${count}`, 'FAILED');
      await sleep(200);
    }
    const [head = '', ...rows] = child.stdout().trimEnd().split('\n');
    expect(head).toMatch(/^CREATED +ACCOUNT +ACTION +STATUS +CLUSTERS$/);
    for (const row of rows)
      expect(row).toMatch(/^2026-01-01T\S+ +search +LogBackup +RUNNING > FAILED +huawei-css\/c1$/);
  });

  it('ends quietly when its reader has gone', async () => {
    const changing = await startChangingServer();
    const words = commandLine(['watch', '--endpoint', changing.endpoint.href, '--output', 'ndjson'], BUILT);
    const script = '("$@"; echo "status $?" >&2) | head -3';
    const child = spawn('bash', ['-c', script, 'bash', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    for (let count = 0; child.exitCode === null; count++) {
      await changing.change(`job-${count}`);
      await sleep(50);
    }
    const [stdout, stderr] = await ended;
    expect(stdout.trimEnd().split('\n')).toHaveLength(3);
    expect(stderr).toBe('status 141\n');
  });

  it.each(['an endpoint', 'a configuration'])('polls over %s without a store', async (target) => {
    const { clouds, endpoint, config } = await serveClouds();
    const [account] = clouds.states;
    if (!account) throw new Error('There is no account.');
    const yaml = JSON.stringify({ accounts: clouds.accounts, log: { level: 'silent' } });
    const where = target === 'an endpoint' ? ['--endpoint', endpoint] : ['--config', await configFile(yaml)];
    expect(config.store).toBeUndefined();
    const child = start(['watch', ...where, '--output', 'ndjson', '--interval', '0.2'], BUILT);
    while (!child.stderr().includes('every 0.2 s')) await sleep(20);
    const [scope = ''] = account.scopes();
    clouds.calls.reset();
    while (clouds.calls.count() < 20) await sleep(20);
    await sleep(500);
    clouds.clock.advance(1000);
    const now = clouds.clock.now();
    const { key } = account.insertJob(scope, [scope], { startsAt: now, finishesAt: Infinity, outcome: 'failed' });
    const own = () => linesOf(child).filter(({ job }) => job.nativeId === key);
    while (own().length < 1) await sleep(20);
    account.changeJob(key, { finishesAt: now });
    while (own().length < 2) await sleep(20);
    expect(own().map(summary)).toEqual([
      ['CREATED', key, null, 'RUNNING'],
      ['STATUS_CHANGED', key, 'RUNNING', 'FAILED'],
    ]);
  });

  it.each([
    [['--output', 'json'], /--output must be table or ndjson/],
    [['--filter', '[]'], /--filter must be a JSON object/],
    [['--interval', '0'], /--interval must be a number of seconds/],
  ])('ends with status 2 for wrong use: %j', async (words, message) => {
    const { status, stderr } = await run(['watch', ...words], BUILT);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('ends with status 1 where the server rejects the subscription', async () => {
    const { endpoint } = await startChangingServer({ config: { auth: { routerSecret: 'open-sesame' } } });
    const { status, stderr } = await run(['watch', '--endpoint', endpoint.href], BUILT);
    expect(status).toBe(1);
    expect(stderr).toContain('UNAUTHENTICATED');
  });

  it('names a wrong path, and prints nothing else', async () => {
    const { endpoint } = await startChangingServer();
    const ended = await run(['watch', '--endpoint', new URL('/grahpql', endpoint).href], BUILT);
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr.trimEnd().split('\n')).toEqual(['Not found. Send queries to /graphql. (NOT_FOUND)']);
  });
});

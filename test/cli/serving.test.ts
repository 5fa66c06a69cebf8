import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configFile, start, type Child } from './spawning.js';

const CONFIG =
  'accounts: [{ name: a, provider: qingcloud, region: pek3a, auth: { accessKeyId: x, secretAccessKey: y } }]';

async function serve(more = '', words: string[] = [], env: Record<string, string> = {}): Promise<Child> {
  return start(['serve', '--config', await configFile(`${CONFIG}\n${more}`), '--port', '0', ...words], { env });
}

async function addressOf(child: Child): Promise<string> {
  const [, address = ''] = await child.printed(/(http:\/\/\S+:\d+\/)/);
  return address;
}

function send(address: string, query: string): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${address}graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
}

describe('serve', () => {
  it('prints its address once it accepts queries', async () => {
    const address = await addressOf(await serve());
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(await (await send(address, '{ hello }')).json()).toEqual({ data: { hello: 'world' } });
    expect((await fetch(`${address}health/ready`)).status).toBe(200);
  });

  it('listens on every address with `auth: none`', async () => {
    const address = await addressOf(await serve('auth: none', ['--host', '0.0.0.0']));
    expect((await send(address.replace('0.0.0.0', '127.0.0.1'), '{ hello }')).status).toBe(200);
  });

  it('prints one line and ends with status 1 if its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { status, stdout, stderr } = await (await serve('', ['--port', `${port}`])).ended;
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(`Port ${port} on 127.0.0.1 is in use; choose another with --port.\n`);
  });

  it('completes running queries before it stops, and rejects new ones', async () => {
    const child = await serve();
    const address = await addressOf(child);
    const running = send(address, '{ slow }');
    await child.printed(/slow is running/);
    child.kill('SIGTERM');
    const ready = await untilStatus(503, `${address}health/ready`);
    const live = await fetch(`${address}health/live`);
    const rejected = await send(address, '{ hello }');
    expect([ready, live.status, rejected.status]).toEqual([503, 200, 503]);
    expect(rejected.headers.get('retry-after')).toBe('1');
    expect(await (await running).json()).toEqual({ data: { slow: 'done' } });
    expect(await child.ended).toMatchObject({ status: 0 });
  });

  it('is ended by SIGHUP neither while it starts nor while it stops', async () => {
    const child = await serve('', [], { START_SIGNAL: 'SIGHUP' });
    const address = await addressOf(child);
    const running = send(address, '{ slow }');
    await child.printed(/slow is running/);
    child.kill('SIGTERM');
    await untilStatus(503, `${address}health/ready`);
    child.kill('SIGHUP');
    expect(await (await running).json()).toEqual({ data: { slow: 'done' } });
    expect(await child.ended).toMatchObject({ status: 0 });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends on %s with status 0', async (signal) => {
    const child = await serve();
    await addressOf(child);
    child.kill(signal);
    expect(await child.ended).toMatchObject({ status: 0 });
  });

  it('logs JSON lines on standard error, and only there', async () => {
    const child = await serve();
    await send(await addressOf(child), '{ hello }');
    child.kill('SIGTERM');
    const { stdout, stderr } = await child.ended;
    expect(stdout.trim()).toMatch(/^Jobgraph serves 1 account\(s\) at \S+$/);
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; requestId?: string });
    expect(lines.find(({ msg }) => msg === 'request completed')).toMatchObject({
      requestId: expect.any(String) as string,
      status: 200,
    });
  });
});

describe('demo', () => {
  it('prints its address and a query that can be pasted', async () => {
    const child = start(['demo', '--port', '0']);
    const [, address = ''] = await child.printed(/In a browser +(http\S+)/);
    const [, body = ''] = await child.printed(/-d '(.*)'/);
    expect(JSON.parse(body)).toMatchObject({ query: expect.stringContaining('clusterJobs') as string });
    expect(await (await send(address, '{ hello }')).json()).toEqual({ data: { hello: 'world' } });
  });

  it.each(['SIGINT', 'SIGHUP'])('leaves no file behind when %s stops it before its store is full', async (signal) => {
    const folder = await mkdtemp(join(tmpdir(), 'jobgraph-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const child = start(['demo', '--port', '0'], { env: { TMPDIR: folder, START_SIGNAL: signal } });
    expect(await child.ended).toMatchObject({ status: 0, stdout: '' });
    expect(await readdir(folder)).toEqual([]);
  });
});

async function untilStatus(status: number, url: string): Promise<number> {
  let response = await fetch(url);
  while (response.status !== status) response = await fetch(url);
  return response.status;
}

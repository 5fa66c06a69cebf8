import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { serve, type TestServer } from './test-server.js';

describe('health', () => {
  it('is live and ready while queries are served', async () => {
    const { send } = await serve();
    const [live, ready] = await Promise.all([send('/health/live'), send('/health/ready')]);
    const head = await Promise.all(['/health/live', '/health/ready'].map((path) => send(path, { method: 'HEAD' })));
    expect(head.map(({ status }) => status)).toEqual([200, 200]);
    expect([live.status, ready.status]).toEqual([200, 200]);
    expect(await ready.json()).toEqual({ status: 'ready' });
  });

  it('requests are not logged', async () => {
    const { send, logs } = await serve();
    await send('/health/ready');
    expect(logs.join('')).not.toContain('/health');
  });
});

describe('a stopping server', () => {
  it('finishes the running query, rejects others, and reports that it is not ready', async () => {
    const { server, postQuery, send, waiting, finish } = await serve();
    const running = postQuery('{ wait }');
    await waiting;
    const closed = server.close();
    const [live, ready, rejected] = await Promise.all([
      send('/health/live'),
      send('/health/ready'),
      postQuery('{ hello }'),
    ]);
    expect([live.status, ready.status, rejected.status]).toEqual([200, 503, 503]);
    expect(await ready.json()).toEqual({ status: 'stopping' });
    expect(rejected.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(rejected.headers.get('retry-after')).toBe('1');
    expect(rejected.headers.get('connection')).toBe('close');
    finish();
    expect(await running).toMatchObject({ status: 200, data: { wait: 'done' } });
    await closed;
    await expect(send('/health/live')).rejects.toThrow();
  });

  it('can be closed more than once', async () => {
    const { server } = await serve();
    await Promise.all([server.close(), server.close()]);
    await server.close();
  });
});

describe('the number of queries in progress', () => {
  it('is limited; one more query gets a 503 with Retry-After', async () => {
    const { postQuery, waiting, finish } = await serve('limits: { concurrency: 1 }');
    const running = postQuery('{ wait }');
    await waiting;
    const rejected = await postQuery('{ hello }');
    expect(rejected).toMatchObject({ status: 503, errors: [{ message: '1 queries are already in progress.' }] });
    expect(rejected.headers.get('retry-after')).toBe('1');
    finish();
    await running;
    await expect.poll(async () => (await postQuery('{ hello }')).status).toBe(200);
  });
});

describe('a caller that disconnects', () => {
  it('aborts the signal of its query', async () => {
    const { send, waiting } = await serve();
    const caller = new AbortController();
    const request = send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ wait }"}',
      signal: caller.signal,
    });
    request.catch(() => undefined);
    const signal = await waiting;
    expect(signal.aborted).toBe(false);
    const aborted = once(signal, 'abort');
    caller.abort();
    await aborted;
  });

  it('does not delay the stop of the server', async () => {
    const { server, waiting } = await serve();
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n{"query":"{ wait }"}',
    );
    const signal = await waiting;
    const aborted = once(signal, 'abort');
    socket.destroy();
    await aborted;
    await server.close();
  });
});

describe('a query that completes', () => {
  it('gets no abort signal', async () => {
    const { postQuery, waiting, finish } = await serve();
    const running = postQuery('{ wait }');
    const signal = await waiting;
    finish();
    await running;
    expect(signal.aborted).toBe(false);
  });
});

describe("a caller's idle connection", () => {
  it.each([
    ['', '72'],
    ['server: { keepAliveSeconds: 620 }', '620'],
    ['server: { keepAliveSeconds: 1 }', '1'],
  ])('stays open for the configured time: %j', async (yaml, seconds) => {
    const { send } = await serve(yaml);
    const { headers } = await send('/health/live');
    expect(headers.get('keep-alive')).toBe(`timeout=${seconds}`);
  });

  it('stays open for longer than the request timeout', async () => {
    const { server } = await serve('limits: { requestTimeoutMs: 100 }\nserver: { keepAliveSeconds: 3 }');
    const socket = connect(server.port, '127.0.0.1').setEncoding('utf8');
    let received = '';
    socket.on('data', (data: string) => (received += data));
    const get = 'GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n';
    socket.write(get);
    await expect.poll(() => received).toContain('"live"');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    received = '';
    socket.write(get);
    await expect.poll(() => received).toContain('"live"');
    socket.destroy();
  });
});

describe('a request that is not HTTP', () => {
  async function talk({ server }: TestServer, text: string): Promise<string> {
    const socket = connect(server.port, '127.0.0.1').setEncoding('utf8');
    let response = '';
    socket.on('data', (data: string) => (response += data)).write(text);
    await once(socket, 'close');
    return response;
  }

  it('gets a 400', async () => {
    expect(await talk(await serve(), 'hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });
});

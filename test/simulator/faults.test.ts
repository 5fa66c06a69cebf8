import { afterEach, beforeEach, expect, test } from 'vitest';
import { startReader, type Reader } from './reader.js';

let reader: Reader;

beforeEach(async () => {
  reader = await startReader();
});

afterEach(() => reader.clouds.close());

function getClusters(): ReturnType<Reader['get']> {
  return reader.get('css', 'v1.0', '/clusters?limit=2');
}

test('An interceptor replaces the response of a cloud until it is removed', async () => {
  const stop = reader.clouds.intercept(({ cloud, path }) =>
    cloud === 'css' && path.endsWith('/clusters')
      ? { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<h1>Bad Gateway</h1>' }
      : undefined,
  );
  expect(await getClusters()).toMatchObject({ status: 502, text: '<h1>Bad Gateway</h1>' });
  expect((await reader.get('dws', 'v1.0', '/clusters')).status).toBe(200);
  stop();
  expect((await getClusters()).status).toBe(200);
});

test('An interceptor can change the response of a cloud', async () => {
  reader.clouds.intercept((_request, reply) => ({ ...reply(), status: 203 }));
  expect((await getClusters()).status).toBe(203);
  reader.clouds.clearIntercepts();
  expect((await getClusters()).status).toBe(200);
});

test('An interceptor can break the connection or send a body in parts', async () => {
  const stop = reader.clouds.intercept(() => 'reset');
  await expect(getClusters()).rejects.toThrow('socket hang up');
  stop();
  reader.clouds.intercept(() => ({ status: 200, body: bits() }));
  expect((await getClusters()).text).toBe('{"clusters":[]}');
});

async function* bits(): AsyncGenerator<string> {
  yield await Promise.resolve('{"clusters"');
  yield await Promise.resolve(':[]}');
}

test('Responses take the configured latency', async () => {
  reader.clouds.behaviour.delayMs = 40;
  const before = performance.now();
  await getClusters();
  expect(performance.now() - before).toBeGreaterThanOrEqual(39);
});

test('Every call is recorded with its method, path, query and status', async () => {
  const { calls } = reader.clouds;
  expect(calls.list().map((call) => call.cloud)).toEqual(['iam']);
  calls.reset();
  await getClusters();
  await reader.get('dws', 'v1.0', '/clusters/x');
  expect(calls.count()).toBe(2);
  expect(calls.count('css')).toBe(1);
  expect(calls.list('css')).toMatchObject([{ method: 'GET', query: { limit: '2' }, status: 200 }]);
  expect(calls.list('dws')).toMatchObject([{ query: {}, status: 403 }]);
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFrozenClock, startClouds, type Clouds } from '../../src/simulator/index.js';
import { sendRaw, parse, type RawResponse } from './raw-request.js';
import { PROJECT, START } from './reader.js';
import { ACCESS_KEY, SECRET_KEY, SECURITY_TOKEN, VECTORS, type Vector } from './vectors.js';

const PERMANENT = { accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY, projectIds: [PROJECT] };

let clouds: Clouds;

beforeEach(async () => {
  clouds = await startClouds({ clock: createFrozenClock(START), keys: [PERMANENT] });
});

afterEach(() => clouds.close());

function send({ cloud, target, headers }: Vector, change: Partial<Vector> = {}): Promise<RawResponse> {
  return sendRaw(clouds.originOf(cloud) + (change.target ?? target), { headers: { ...headers, ...change.headers } });
}

function errorOf(response: RawResponse): unknown[] {
  const { error_code, error_msg } = parse(response) as { error_code?: string; error_msg?: string };
  return [response.status, error_code, error_msg?.replace('Incorrect IAM authentication information: ', '')];
}

describe('a request signed by an official SDK', () => {
  test('passes the gateway and reaches the service', async () => {
    expect((await send(VECTORS.V1)).text).toContain('CSS.0015');
    expect(await send(VECTORS.V2)).toMatchObject({ status: 200, text: '{"jobs":[],"total_count":0}' });
    expect(await send(VECTORS.G1)).toMatchObject({ status: 200 });
  });

  test('passes with the security token of a temporary key, and only with it', async () => {
    await clouds.close();
    const key = { ...PERMANENT, securityToken: SECURITY_TOKEN };
    clouds = await startClouds({ clock: createFrozenClock(START), keys: [key] });
    expect((await send(VECTORS.V3)).text).toContain('DWS.0047');
    expect(errorOf(await send(VECTORS.V1))).toEqual([401, 'APIGW.0301', 'decrypt token fail']);
    const wrong = await send(VECTORS.V3, { headers: { 'X-Security-Token': 'other' } });
    expect(errorOf(wrong)).toEqual([401, 'APIGW.0301', 'decrypt token fail']);
  });

  test.each([
    ['the query', { target: VECTORS.V1.target.replace('limit=10', 'limit=11') }],
    ['the path', { target: VECTORS.V1.target.replace('4213d908', '4213d909') }],
    ['a signed header', { headers: { 'X-Project-Id': 'other' } }],
    ['the encoding', { target: VECTORS.V1.target.replace('4213d908', '%E0%A4') }],
    ['the host', { headers: { host: 'css.cn-north-1.myhuaweicloud.com' } }],
    ['the date', { headers: { 'X-Sdk-Date': '20261121T080001Z' } }],
  ])('is rejected if %s differs from the signed one', async (_, change) => {
    expect(errorOf(await send(VECTORS.V1, change))).toEqual([401, 'APIGW.0301', 'verify aksk signature fail']);
  });

  test('may have unsigned headers and its parameters in any order', async () => {
    const target = VECTORS.V1.target.replace('start=1&limit=10', 'limit=10&start=1');
    expect((await send(VECTORS.V1, { target, headers: { Accept: 'text/html' } })).text).toContain('CSS.0015');
  });

  test('is valid for fifteen minutes', async () => {
    clouds.clock.advance(15 * 60_000);
    expect((await send(VECTORS.V1)).status).toBe(403);
    clouds.clock.advance(1);
    const rejected = await send(VECTORS.V1);
    expect(errorOf(rejected)).toEqual([401, 'APIGW.0301', 'verify aksk signature fail, signature expired']);
    expect(rejected.headers.date).toBe('Sat, 21 Nov 2026 08:15:00 GMT');
  });

  test('gives no access to another project than the key’s', async () => {
    await clouds.close();
    const key = { ...PERMANENT, projectIds: ['another'] };
    clouds = await startClouds({ clock: createFrozenClock(START), keys: [key] });
    expect(errorOf(await send(VECTORS.V1))[1]).toBe('APIGW.0302');
  });
});

describe('an access key', () => {
  const BAD = { headers: { 'X-Project-Id': 'other' } };

  test('is locked by the sixth failure in a row, for five minutes', async () => {
    for (let i = 0; i < 5; i++) await send(VECTORS.V1, BAD);
    expect((await send(VECTORS.V1)).status).toBe(403);
    for (let i = 0; i < 6; i++) await send(VECTORS.V1, BAD);
    const locked = [401, 'APIGW.0301', 'AK access failed to reach the limit,forbidden.'];
    expect(errorOf(await send(VECTORS.V1))).toEqual(locked);
    clouds.clock.advance(5 * 60_000 - 1);
    expect(errorOf(await send(VECTORS.V1))).toEqual(locked);
    clouds.clock.advance(1);
    expect((await send(VECTORS.V1)).status).toBe(403);
  });

  test('that does not exist is in the error message', async () => {
    const Authorization = String(VECTORS.V1.headers['Authorization']).replace(ACCESS_KEY, 'NOBODY');
    expect(errorOf(await send(VECTORS.V1, { headers: { Authorization } }))).toEqual([
      401,
      'APIGW.0301',
      'Get secretKey failed,ak:NOBODY,err:ak not exist',
    ]);
  });
});

test('A request without a signature or a token is rejected with the id of the request', async () => {
  const response = await sendRaw(`${clouds.originOf('css')}/v1.0/${PROJECT}/clusters`);
  expect(parse(response)).toEqual({
    error_msg: 'Incorrect IAM authentication information: x-auth-token not found',
    error_code: 'APIGW.0301',
    request_id: response.headers['x-request-id'],
  });
  expect(response.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
});

test('An unknown path or method is a 404 of the gateway, with or without a signature', async () => {
  for (const [method, path] of [
    ['GET', '/v1.0/x/nothing'],
    ['POST', `/v1.0/${PROJECT}/clusters`],
  ] as const) {
    const response = await sendRaw(clouds.originOf('css') + path, { method });
    expect(errorOf(response).slice(0, 2)).toEqual([404, 'APIGW.0101']);
  }
});

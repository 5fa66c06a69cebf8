import { afterEach, beforeEach, expect, test } from 'vitest';
import { sendRaw, parse, type RawResponse } from './raw-request.js';
import { PROJECT, startReader, toTokenRequest, type Reader } from './reader.js';

let reader: Reader;

beforeEach(async () => {
  reader = await startReader();
});

afterEach(() => reader.clouds.close());

function post(body: string): Promise<RawResponse> {
  return sendRaw(`${reader.clouds.originOf('iam')}/v3/auth/tokens?nocatalog=true`, { method: 'POST', body });
}

test('IAM issues a token for a password and a project’s name or id, for 24 hours', async () => {
  for (const project of [{ name: 'cn-north-4' }, { id: PROJECT }]) {
    const response = await post(toTokenRequest(reader.clouds, { project }));
    expect(response.status).toBe(201);
    expect(response.headers['x-subject-token']).toMatch(/^MII[\w-]{1000,}$/);
    expect(parse(response)).toMatchObject({
      token: {
        expires_at: '2026-11-22T08:00:00.000000Z',
        issued_at: '2026-11-21T08:00:00.000000Z',
        project: { id: PROJECT, name: 'cn-north-4' },
      },
    });
  }
});

test('A wrong password, another project and an invalid body have the errors of IAM', async () => {
  const wrong = await post(toTokenRequest(reader.clouds, { password: 'guess' }));
  expect(parse(wrong)).toEqual({ error: { message: 'Unauthorized.', code: 401, title: 'Unauthorized' } });
  expect((await post(toTokenRequest(reader.clouds, { project: { name: 'cn-south-1' } }))).status).toBe(403);
  expect((await post('{')).status).toBe(400);
});

test('A token is accepted by every service of its project until it expires', async () => {
  const paths = [
    ['css', 'v1.0', '/clusters'],
    ['dws', 'v1.0', '/clusters'],
    ['geminidb', 'v3', '/instances'],
  ] as const;
  for (const [cloud, version, path] of paths) expect((await reader.get(cloud, version, path)).status).toBe(200);
  reader.clouds.clock.advance(24 * 3_600_000);
  for (const [cloud, version, path] of paths) {
    const response = await reader.get(cloud, version, path);
    expect([response.status, (parse(response) as { error_code: string }).error_code]).toEqual([401, 'APIGW.0307']);
  }
});

test('A revoked token and an unknown token have the same error', async () => {
  reader.clouds.revokeTokens();
  const response = await reader.get('css', 'v1.0', '/clusters');
  expect(response.status).toBe(401);
  expect(parse(response)).toMatchObject({
    error_code: 'APIGW.0301',
    error_msg: 'Incorrect IAM authentication information: decrypt token fail',
  });
});

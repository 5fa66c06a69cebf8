import { describe, expect, it } from 'vitest';
import { createClassifier, type Credential } from '../../../src/providers/huawei/errors.js';

function classify(status: number, body: object | string, credential: Credential = 'access key', requestId?: string) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = requestId === undefined ? {} : { 'x-request-id': requestId };
  return createClassifier(credential)({ status, headers, text, serverTime: undefined });
}

const gateway = (error_code: string, error_msg = 'Some words.') => ({ error_code, error_msg });
const iam = (message: string) => gateway('APIGW.0301', `Incorrect IAM authentication information: ${message}`);
const service = (errCode: string) => ({ errCode, externalMessage: `${errCode} : Some words.` });
const both = (code: string) => ({ ...service(code), ...gateway(code) });
const base64 = (body: object) => Buffer.from(JSON.stringify(body)).toString('base64');
const base64url = (body: object) => Buffer.from(JSON.stringify(body)).toString('base64url');

const signature = { kind: 'auth', signature: true };
const credentials = { kind: 'auth', signature: false };

describe('An error body', () => {
  it.each([
    // The cluster does not exist, with any status.
    [403, { errCode: 'CSS.0015', externalMessage: 'No resources are found or the access is denied.' }, 'not-found'],
    [400, service('CSS.0047'), 'not-found'],
    [404, service('CSS.3027'), 'not-found'],
    [403, both('DWS.0015'), 'not-found'],
    [401, both('DWS.0047'), 'not-found'],
    [404, gateway('DWS.0047'), 'not-found'],
    [404, gateway('DWS.3027'), 'not-found'],
    [500, gateway('DWS.3027'), 'not-found'],
    [200, service('CSS.0015'), 'not-found'],
    [404, gateway('DBS.200002'), 'not-found'],
    [404, base64(both('DWS.0047')), 'not-found'],
    [404, base64url({ ...both('DWS.0047'), error_msg: '>>>???~~~ÿÿ' }), 'not-found'],
    [404, JSON.stringify(base64(both('DWS.0047'))), 'not-found'],
    // Parameters.
    [400, { errCode: 'CSS.0001', externalMessage: 'CSS.0001 : Incorrect parameters. (conf not exist)' }, 'rejected'],
    [400, gateway('DBS.200001', 'Parameter error'), 'rejected'],
    [400, 'Bad Request', 'rejected'],
    [200, gateway('DBS.200001', 'Parameter error'), 'rejected'],
    [400, gateway('DWS.0001'), 'rejected'],
    [400, gateway('DWS.2067'), 'rejected'],
    [500, gateway('DWS.2067'), 'rejected'],
    [404, service('CSS.0028'), 'not-found'],
    [400, gateway('DBS.280110'), 'not-found'],
    [400, gateway('DBS.280404'), 'not-found'],
    // No right.
    [400, service('CSS.0021'), 'forbidden'],
    [400, service('CSS.0051'), 'forbidden'],
    [400, gateway('DWS.5045'), 'forbidden'],
    [400, gateway('DBS.280015'), 'forbidden'],
    [401, gateway('IAM.0064'), 'forbidden'],
    [405, gateway('APIG.0502'), 'forbidden'],
    [403, gateway('APIGW.0405'), 'forbidden'],
    // Credentials.
    [400, gateway('IAM.1105'), 'auth'],
    [400, gateway('IAM.1108'), 'auth'],
    [401, gateway('APIG.0311'), 'auth'],
    [400, gateway('IAM.0066'), 'token-expired'],
    // Try again.
    [400, service('CSS.0036'), 'unavailable'],
    [202, service('CSS.0011'), 'unavailable'],
    [409, both('DWS.0011'), 'unavailable'],
    [403, both('DWS.7023'), 'unavailable'],
    [403, gateway('DBS.200019'), 'unavailable'],
    [410, gateway('IAM.0020'), 'unavailable'],
    [404, gateway('APIGW.0103'), 'unavailable'],
    [405, gateway('APIG.0501'), 'throttled'],
    [429, gateway('IAM.0012'), 'throttled'],
    // Errors without a specific class.
    [404, gateway('APIGW.0101'), 'invalid'],
    [404, '<html><body>Not Found</body></html>', 'invalid'],
    [409, service('CSS.0029'), 'invalid'],
    [412, {}, 'invalid'],
    [415, { errCode: 'CSS.0004', externalMessage: 'CSS.0004 : Invalid operation. (Illegal operation)' }, 'invalid'],
    [417, gateway('DWS.1234'), 'invalid'],
    [200, '<html><body>Welcome</body></html>', 'invalid'],
    [200, '', 'invalid'],
    [200, gateway('CSS.99999'), 'invalid'],
    // Errors of the gateway, with both of its prefixes.
    [401, gateway('APIGW.0307'), 'token-expired'],
    [401, gateway('APIG.0307'), 'token-expired'],
    [429, gateway('APIGW.0308', 'policy user over ratelimit,limit:200,time:5 minute'), 'throttled'],
    [400, gateway('APIG.0308'), 'throttled'],
    [429, 'slow down', 'throttled'],
    [403, gateway('DBS.280443'), 'throttled'],
    [403, gateway('DBS.280056', 'Token invalid'), 'token-expired'],
    [403, gateway('APIGW.0302'), 'forbidden'],
    [403, gateway('APIG.0304'), 'forbidden'],
    [403, gateway('APIGW.0306'), 'forbidden'],
    [403, 'no', 'forbidden'],
    [502, gateway('APIGW.0201', 'Backend unavailable.'), 'unavailable'],
    [504, gateway('APIGW.0201', 'Backend timeout.'), 'unavailable'],
    [400, gateway('APIGW.0201'), 'rejected'],
    [413, gateway('APIGW.0201'), 'invalid'],
    [502, gateway('APIG.0202'), 'unavailable'],
    [504, gateway('APIG.0203'), 'unavailable'],
    [500, gateway('APIGW.0601'), 'unavailable'],
    [502, gateway('APIGW.0610'), 'unavailable'],
    [503, gateway('APIGW.0613'), 'unavailable'],
    [500, { errCode: 'DWS.0005', externalMessage: 'Server failure.' }, 'unavailable'],
    [500, '<h1>HTTP STATUS:  500 </h1><p>CloudMiddleWareTomcat</p>', 'unavailable'],
    [502, '<html>The backend server is unreachable.</html>', 'unavailable'],
  ])('%i %j is %s', (status, body, kind) => {
    expect(classify(status, body).kind).toBe(kind);
  });

  it.each([
    [iam('verify aksk signature fail'), signature],
    [iam('verify aksk signature fail, canonicalRequest:GET|/v1.0/p/||host:x|x-sdk-date:1|'), signature],
    [iam('AK access failed to reach the limit,forbidden.'), signature],
    [iam('ak AKEXAMPLE not exist'), credentials],
    [iam('Get secretKey failed,ak:***,err:ak not exist'), credentials],
    [iam('decrypt token fail'), { kind: 'token-expired' }],
    [iam('x-auth-token not found'), { kind: 'token-expired' }],
    [iam('token expires, expires_at: 2026-11-21'), { kind: 'token-expired' }],
    [iam('signature expired'), { kind: 'clock-skew' }],
    [gateway('APIG.0301', 'Incorrect IAM authentication information: verify aksk signature fail'), signature],
    [gateway('APIGW.0303'), credentials],
    [gateway('APIGW.0305'), credentials],
  ])('401 %j is %j', (body, responseClass) => {
    expect(classify(401, body)).toEqual(responseClass);
  });

  it.each([
    ['access key', credentials],
    ['token', { kind: 'token-expired' }],
    ['password', credentials],
  ] as const)('that only says "Unauthorized" speaks of the %s.', (credential, responseClass) => {
    const body = { error: { message: 'Unauthorized.', code: 401, title: 'Unauthorized' } };
    expect(classify(401, body, credential)).toEqual(responseClass);
  });

  it.each([200, 417])('with DWS.0000 and %i is a success', (status) => {
    const body = { ...gateway('DWS.0000'), clusters: [] };
    expect(classify(status, body)).toMatchObject({ kind: 'ok', body });
  });

  it.each([
    { ...gateway('CSS.99999'), clusters: [{ id: 'c' }] },
    { ...service('CSS.99999'), id: 'c', status: '200' },
    { ...gateway('CSS.0000'), clusters: [] },
    { ...gateway('0'), clusters: [], totalSize: 0 },
    { clusters: [{ id: 'c', code: 'CSS.0005' }], code: 200, message: 'OK' },
  ])('of no documented failure is a success with the data of %j', (body) => {
    expect(classify(200, body)).toMatchObject({ kind: 'ok', body });
  });

  it.each([
    { ...gateway('CSS.99999'), clusters: [] },
    { ...service('DWS.99999'), logical_cluster_tasks: [], count: 5 },
    { ...gateway('DBS.99999'), instances: null, total_count: 0 },
  ])('of an unknown code beside an empty list is invalid: %j', (body) => {
    expect(classify(200, body).kind).toBe('invalid');
  });

  it.each([
    [{ clusters: [], ...iam('verify aksk signature fail') }, 'auth'],
    [{ clusters: [], totalSize: 0, ...service('CSS.0015') }, 'not-found'],
    [{ instances: [], total_count: 0, ...gateway('DBS.280056') }, 'token-expired'],
    [{ jobs: null, ...gateway('APIG.0308') }, 'throttled'],
    [{ logical_cluster_tasks: [], count: 0, ...both('DWS.0005') }, 'unavailable'],
    [{ clusters: [{ id: 'c' }], ...service('CSS.0051') }, 'forbidden'],
    [{ clusters: [], ...service('CSS.1112') }, 'invalid'],
    [{ clusters: [], code: 'APIGW.0308', message: 'x' }, 'throttled'],
    [{ instances: [], errorCode: 'APIGW.0302', errorMsg: 'x' }, 'forbidden'],
    [{ clusters: [], ...gateway(' apigw.0308 ') }, 'throttled'],
  ])('with a documented code and HTTP 200 beside the list of %j is %s', (body, kind) => {
    expect(classify(200, body).kind).toBe(kind);
  });

  it.each([
    [gateway('APIGW.0101'), /API.*region/],
    [gateway('IAM.0004'), /projectId/],
    [gateway('IAM.1109'), /projectId/],
    [service('CSS.0004'), /does not support/],
    [gateway('CSS.99999'), /status/],
  ])('%j has the reason %s', (body, reason) => {
    expect(classify(404, body)).toMatchObject({ kind: 'invalid', reason: expect.stringMatching(reason) as string });
  });

  it.each([
    [404, gateway('IAM.0004'), 'not-found'],
    [400, { error: { code: 1103, message: 'x' } }, 'auth'],
    [400, gateway('1101'), 'auth'],
    [400, gateway('1100'), 'rejected'],
    [401, gateway('IAM.0001'), 'auth'],
  ])('of IAM itself with %i and %j is %s', (status, body, kind) => {
    expect(classify(status, body, 'password').kind).toBe(kind);
  });

  it('with a numeric code of IAM has no meaning from another service', () => {
    expect(classify(404, gateway('1103')).kind).toBe('invalid');
  });

  it('has the request id of the header, or else of the body, if it is a valid id', () => {
    const body = { ...gateway('APIGW.0308'), request_id: 'd4e8174b' };
    expect(classify(429, body, 'access key', '8080d377')).toEqual({ kind: 'throttled', requestId: '8080d377' });
    expect(classify(429, body)).toEqual({ kind: 'throttled', requestId: 'd4e8174b' });
    expect(classify(429, body, 'access key', '<b>no id</b>')).toEqual({ kind: 'throttled' });
  });
});

import { createSecretKey, hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSecret } from '../../../src/config/secret.js';
import { toCanonicalQuery } from '../../../src/providers/huawei/auth/canonical.js';
import { toAuthorization, toCanonicalRequest } from '../../../src/providers/huawei/auth/signature.js';
import { createSigner } from '../../../src/providers/huawei/auth/signer.js';

// Computed with the official Node SDK's own signer and reproduced by the Python SDK's.
const AK = 'AKEXAMPLE00000000001';
const SK = 'SKexample/0000000000000000000000000000+1';
const DATE = '20261121T080000Z';
const NOW = new Date('2026-11-21T08:00:00Z');
const P = '0b06d044ea4f49f1a58b2bed2b0084bd';
const CSS_HOST = 'css.cn-north-4.myhuaweicloud.com';

const signed = [
  {
    vector: 'V1',
    host: CSS_HOST,
    path: `/v1.0/${P}/clusters/4213d908-f5dc-4633-8401-cfd7175fca0c/logs/records`,
    query: { start: '1', limit: '10' },
    canonicalQuery: 'limit=10&start=1',
    signature: '507b21a1d943d6170ea130a5f8eab95283c7e1a9f7c0a44cb7caca7c512fcb4d',
  },
  {
    vector: 'V2',
    host: 'gaussdb-nosql.cn-north-4.myhuaweicloud.com',
    path: `/v3/${P}/jobs`,
    query: {
      start_time: '2026-11-01T00:00:00+0000',
      end_time: '2026-11-21T08:00:00+0000',
      limit: '50',
      offset: '0',
      name: 'a b*~/中',
    },
    canonicalQuery:
      'end_time=2026-11-21T08%3A00%3A00%2B0000&limit=50&name=a%20b%2A~%2F%E4%B8%AD&offset=0' +
      '&start_time=2026-11-01T00%3A00%3A00%2B0000',
    signature: 'c1cf6484de63e28b1e729ea9834144a182c83918f6225eda20d5935b280926b3',
  },
  {
    vector: 'V3',
    host: '127.0.0.1:8089',
    securityToken: 'STOKEN-example==',
    path: `/v2/${P}/clusters/9b7ff56b-47b3-4d00-a1fd-4c023d34404b/logical-clusters/tasks`,
    query: { offset: '0', limit: '10', order_by: 'startTime', order: 'DESC' },
    canonicalQuery: 'limit=10&offset=0&order=DESC&order_by=startTime',
    signature: '696cfce0411fc2b96af78f1d1afd8cac991e665d4b6a5837ed1d4ebcdde56ec5',
  },
];

function signerFor(host: string, securityToken?: string) {
  const secretAccessKey = createSecret(SK);
  const token = securityToken === undefined ? {} : { securityToken: createSecret(securityToken) };
  return createSigner({ accessKey: { accessKeyId: AK, secretAccessKey, ...token }, projectId: P, host });
}

describe('A signed request', () => {
  it.each(signed)('is signed and sent as in $vector', ({ host, securityToken, path, query, ...expected }) => {
    const { target, headers } = signerFor(host, securityToken)({ method: 'GET', path, query }, NOW);
    const names = `content-type;host;x-project-id;x-sdk-date${securityToken === undefined ? '' : ';x-security-token'}`;

    expect(target).toBe(`${path}?${expected.canonicalQuery}`);
    expect(headers['authorization']).toBe(
      `SDK-HMAC-SHA256 Access=${AK}, SignedHeaders=${names}, Signature=${expected.signature}`,
    );
    expect(headers).toMatchObject({ host, 'x-project-id': P, 'x-sdk-date': DATE, 'content-type': 'application/json' });
    expect(headers['x-security-token']).toBe(securityToken);
  });

  it('leaves out undefined parameters, and has no question mark without a query', () => {
    const sign = signerFor(CSS_HOST);
    expect(sign({ method: 'GET', path: '/a', query: { limit: '1', start: undefined } }, NOW).target).toBe('/a?limit=1');
    expect(sign({ method: 'GET', path: '/a', query: {} }, NOW).target).toBe('/a');
  });

  it('has the time of signing in whole seconds', () => {
    const sign = signerFor(CSS_HOST);
    const dates = ['08:00:00.000Z', '08:00:00.999Z', '08:00:01.000Z', '08:00:00.500Z'].map(
      (time) => sign({ method: 'GET', path: '/a', query: {} }, new Date(`2026-11-21T${time}`)).headers['x-sdk-date'],
    );
    expect(dates).toEqual([DATE, DATE, '20261121T080001Z', DATE]);
  });

  it('does not contain the secret key', () => {
    expect(JSON.stringify(signerFor(CSS_HOST)({ method: 'GET', path: '/a', query: {} }, NOW))).not.toContain(SK);
  });
});

const general = [
  {
    vector: 'V1',
    method: 'GET',
    path: signed[0]?.path ?? '',
    parameters: Object.entries(signed[0]?.query ?? {}),
    headers: { 'content-type': 'application/json', host: CSS_HOST, 'x-project-id': P, 'x-sdk-date': DATE },
    requestHash: 'aeb55215f65ed379bdf8274edd1114268b67fd58a40d4c6ff54f56ce82d09305',
    signature: '507b21a1d943d6170ea130a5f8eab95283c7e1a9f7c0a44cb7caca7c512fcb4d',
  },
  {
    vector: 'V4, which has a body',
    method: 'POST',
    path: '/v3/test',
    parameters: [],
    headers: { 'content-type': 'application/json', host: 'iam.cn-north-4.myhuaweicloud.com', 'x-sdk-date': DATE },
    body: '{"a":1,"b":"中"}',
    requestHash: '207e4632b217b3162cd6d6480aa634e10d6aaf563395cc9d8fa81fd8fbecd7c0',
    signature: 'c27e36d9c177689cc5aaa12a18d01f960ff7b393bfbaa145d9ea0799bff7f3b4',
  },
  {
    vector: 'V5, which repeats a name and has an empty value',
    method: 'GET',
    path: '/v1.0/p/clusters/',
    parameters: Object.entries({ b: ['2', '1'], a: [''], A: ['x'] }).flatMap(([name, values]) =>
      values.map((value): [string, string] => [name, value]),
    ),
    headers: { host: CSS_HOST, 'x-sdk-date': DATE },
    requestHash: 'f65940a51665dc74fa0a10142f2305616764188917737632dca4e80f76d65dce',
    signature: '8799edebda13309be77b9f46cd43f4ca2d12aa1b6de64860ef90fc713563fa2f',
  },
  {
    vector: 'G1, which signs other headers and no host',
    method: 'GET',
    path: `/v3/${P}/jobs`,
    // The SDK's signer reads the "+" of the query as a space.
    parameters: Object.entries({ limit: '50', start_time: '2026-11-01T00:00:00 0000', offset: '0' }),
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'golangsdk/2.0.0',
      'x-sdk-date': DATE,
    },
    signature: '115306bf98148ec4468523810ad71861f99c04000963cafbea17c31d6f439d66',
  },
];

describe('A signature', () => {
  it.each(general)(
    'equals the one of $vector',
    ({ method, path, parameters, headers, body, requestHash, signature }) => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
      const signedHeaders = Object.keys(headers).join(';');
      const query = toCanonicalQuery(parameters);
      const signable = { method, path, query, headers: lines.join(''), signedHeaders, body };

      if (requestHash !== undefined) expect(hash('sha256', toCanonicalRequest(signable))).toBe(requestHash);
      expect(toAuthorization(AK, createSecretKey(SK, 'utf8'), signable, DATE)).toBe(
        `SDK-HMAC-SHA256 Access=${AK}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
      );
    },
  );

  it.each([
    { names: ['a1', 'a'], sorted: 'a=&a1=' },
    { names: ['order_by', 'order'], sorted: 'order=&order_by=' },
    { names: ['b', 'A', 'a'], sorted: 'A=&a=&b=' },
  ])('sorts $names by name alone', ({ names, sorted }) => {
    expect(toCanonicalQuery(names.map((name) => [name, '']))).toBe(sorted);
  });
});

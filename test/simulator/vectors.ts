import type { CloudName } from '../../src/simulator/index.js';

/**
 * Requests signed by Huawei's SDKs at 20261121T080000Z: the Node.js SDK 3.1.211, whose signatures equal those of the
 * Python SDK, and for `G1` golangsdk, which signs neither the host nor its X-Project-Id.
 */
export interface Vector {
  readonly cloud: CloudName;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const ACCESS_KEY = 'AKEXAMPLE00000000001';
export const SECRET_KEY = 'SKexample/0000000000000000000000000000+1';
export const SECURITY_TOKEN = 'STOKEN-example==';

const P = '0b06d044ea4f49f1a58b2bed2b0084bd';

function toHeaders(host: string, signedHeaders: string, signature: string): Record<string, string> {
  return {
    host,
    'X-Project-Id': P,
    'Content-Type': 'application/json',
    'X-Sdk-Date': '20261121T080000Z',
    Authorization: `SDK-HMAC-SHA256 Access=${ACCESS_KEY}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  };
}

const V1: Vector = {
  cloud: 'css',
  target: `/v1.0/${P}/clusters/4213d908-f5dc-4633-8401-cfd7175fca0c/logs/records?start=1&limit=10`,
  headers: toHeaders(
    'css.cn-north-4.myhuaweicloud.com',
    'content-type;host;x-project-id;x-sdk-date',
    '507b21a1d943d6170ea130a5f8eab95283c7e1a9f7c0a44cb7caca7c512fcb4d',
  ),
};

const V2: Vector = {
  cloud: 'geminidb',
  // In the sent target, the star and the parameter order differ from those in the signed one.
  target:
    `/v3/${P}/jobs?start_time=2026-11-01T00%3A00%3A00%2B0000&end_time=2026-11-21T08%3A00%3A00%2B0000` +
    '&limit=50&offset=0&name=a%20b*~%2F%E4%B8%AD',
  headers: toHeaders(
    'gaussdb-nosql.cn-north-4.myhuaweicloud.com',
    'content-type;host;x-project-id;x-sdk-date',
    'c1cf6484de63e28b1e729ea9834144a182c83918f6225eda20d5935b280926b3',
  ),
};

const V3: Vector = {
  cloud: 'dws',
  target:
    `/v2/${P}/clusters/9b7ff56b-47b3-4d00-a1fd-4c023d34404b/logical-clusters/tasks` +
    '?offset=0&limit=10&order_by=startTime&order=DESC',
  headers: {
    ...toHeaders(
      '127.0.0.1:8089',
      'content-type;host;x-project-id;x-sdk-date;x-security-token',
      '696cfce0411fc2b96af78f1d1afd8cac991e665d4b6a5837ed1d4ebcdde56ec5',
    ),
    'X-Security-Token': SECURITY_TOKEN,
  },
};

const G1: Vector = {
  cloud: 'geminidb',
  target: `/v3/${P}/jobs?limit=50&offset=0&start_time=2026-11-01T00%3A00%3A00%200000`,
  headers: {
    ...toHeaders(
      'anything.example',
      'accept;content-type;user-agent;x-sdk-date',
      '115306bf98148ec4468523810ad71861f99c04000963cafbea17c31d6f439d66',
    ),
    Accept: 'application/json',
    'User-Agent': 'golangsdk/2.0.0',
  },
};

export const VECTORS = { V1, V2, V3, G1 };

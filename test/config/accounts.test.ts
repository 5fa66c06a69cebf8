import { describe, expect, it } from 'vitest';
import type { HuaweiAccountConfig } from '../../src/providers/huawei/account.js';
import type { QingCloudAccountConfig } from '../../src/providers/qingcloud/account.js';
import { configOf, problemsOf } from './loading.js';

const LOGIN = 'domain: acme, user: reader, password: pw';
const text = (keys: string, iam = LOGIN) =>
  `accounts: [{ name: a, provider: huawei-dws, region: ru-moscow-1, projectId: p, ${keys} auth: { iam: { ${iam} } } }]`;

function iamOf(file: string, environment = {}): string {
  const { auth } = configOf(file, environment).accounts[0] as HuaweiAccountConfig;
  return 'iam' in auth ? auth.iam.endpoint.href : '';
}

describe('The IAM that receives a password', () => {
  it.each([
    ['the default endpoint', '', 'https://iam.ru-moscow-1.myhuaweicloud.com/'],
    [
      "Huawei's own host",
      'endpoint: "https://dws.ru-moscow-1.myhuaweicloud.com",',
      'https://iam.ru-moscow-1.myhuaweicloud.com/',
    ],
    ['the named cloud', 'cloud: hc.sbercloud.ru,', 'https://iam.ru-moscow-1.hc.sbercloud.ru/'],
    [
      'the named cloud beside an endpoint',
      'cloud: hc.sbercloud.ru, endpoint: "https://gateway.example",',
      'https://iam.ru-moscow-1.hc.sbercloud.ru/',
    ],
  ])('follows %s', (_, keys, expected) => {
    expect(iamOf(text(keys))).toBe(expected);
  });

  it.each([
    'https://dws.ru-moscow-1.hc.sbercloud.ru',
    'https://dws.ru-moscow-1.myhuaweicloud.com.evil.example',
    'https://dws.ru-moscow-1.notmyhuaweicloud.com',
    'https://dws.cn-north-4.myhuaweicloud.com',
    'http://127.0.0.1:8080',
  ])('must be named beside the endpoint %s', (endpoint) => {
    const [problem, ...more] = problemsOf(text(`endpoint: "${endpoint}",`));
    expect(problem).toMatch(/^accounts\[0\]\.auth\.iam\.endpoint: is missing; .* or the cloud$/);
    expect(more).toEqual([]);
    const named = text(`endpoint: "${endpoint}",`, `${LOGIN}, endpoint: "https://iam.example"`);
    expect(iamOf(named)).toBe('https://iam.example/');
  });

  it.each(['', '/', '/v3', '/v3/', '/v3/auth/tokens'])('may be written with the path "%s"', (path) => {
    expect(iamOf(text('', `${LOGIN}, endpoint: "https://iam.example${path}"`))).toBe('https://iam.example/');
    const environment = { OS_AUTH_URL: `https://iam.example${path}` };
    expect(iamOf(text('', `${LOGIN}, endpoint: "\${OS_AUTH_URL}"`), environment)).toBe('https://iam.example/');
  });

  it.each(['/v2.0', '/identity/v3', '/v3/auth/tokens/x'])('may not be written with the path "%s"', (path) => {
    expect(problemsOf(text('', `${LOGIN}, endpoint: "https://iam.example${path}"`))[0]).toContain(
      'accounts[0].auth.iam.endpoint: must be a URL such as https://host or https://host/v3',
    );
  });
});

describe('cloud', () => {
  it('gives the hosts of all services', () => {
    const key = 'auth: { accessKeyId: x, secretAccessKey: y }';
    const account = (provider: string) =>
      `{ name: ${provider}, provider: ${provider}, region: eu-de, projectId: p, cloud: otc.t-systems.com, ${key} }`;
    const names = ['huawei-css', 'huawei-dws', 'huawei-geminidb'];
    const { accounts } = configOf(`accounts: [${names.map(account).join(', ')}]`);
    expect(accounts.map(({ endpoint }) => endpoint.href)).toEqual([
      'https://css.eu-de.otc.t-systems.com/',
      'https://dws.eu-de.otc.t-systems.com/',
      'https://gaussdb-nosql.eu-de.otc.t-systems.com/',
    ]);
  });

  it.each(['https://otc.t-systems.com', 'otc.t-systems.com/x', 'user@host.example', 'host.example:80', 'localhost'])(
    'cannot be %s',
    (cloud) => {
      expect(problemsOf(text(`cloud: "${cloud}",`))[0]).toContain('accounts[0].cloud: must be a domain such as');
    },
  );
});

const key = (rest = '') => `auth: { accessKeyId: "\${AK}", secretAccessKey: "\${SK}"${rest} }`;
const CSS = 'name: css, provider: huawei-css, region: cn-north-4, projectId: p';
const QINGCLOUD = 'name: qc, provider: qingcloud, region: pek3a';

describe('A secret', () => {
  it.each(['\n', '\r\n'])('may end with one newline (%j), which is not part of it', (newline) => {
    const environment = { AK: `ak${newline}`, SK: `sk${newline}` };
    const { auth } = configOf(`accounts: [{ ${QINGCLOUD}, ${key()} }]`, environment)
      .accounts[0] as QingCloudAccountConfig;
    expect([auth.accessKeyId, auth.secretAccessKey.reveal()]).toEqual(['ak', 'sk']);
  });

  it('may be a block of the file', () => {
    const { cursorKeys } = configOf(
      `accounts: [{ ${QINGCLOUD}, auth: { accessKeyId: x, secretAccessKey: y } }]\ncursorKeys:\n  - |\n    key\n`,
    );
    expect(cursorKeys[0]?.reveal()).toBe('key');
  });

  it.each(['sk\n\n', 's\nk', '\n', 'sk\n\r\n'])('may hold no other newline: %j', (SK) => {
    expect(problemsOf(`accounts: [{ ${QINGCLOUD}, ${key()} }]`, { AK: 'ak', SK })).toEqual([
      'accounts[0].auth.secretAccessKey: must be a text of one line that is not empty, or { file: PATH }',
    ]);
  });

  it('may be a token of many thousand characters', () => {
    const token = 'x'.repeat(20_000);
    const file = `accounts: [{ ${CSS}, ${key(', securityToken: "${TOKEN}"')} }, { ${QINGCLOUD}, ${key(', token: "${TOKEN}"')} }]`;
    const { accounts } = configOf(file, { AK: 'ak', SK: 'sk', TOKEN: `${token}\n` });
    const [css, qingcloud] = accounts as [HuaweiAccountConfig, QingCloudAccountConfig];
    expect('securityToken' in css.auth && css.auth.securityToken.reveal()).toBe(token);
    expect(qingcloud.auth.token?.reveal()).toBe(token);
    expect(qingcloud.endpoint.href).toBe('https://api.qingcloud.com/iam/');
  });

  it('must fit into a header where it is sent in one', () => {
    const file = `accounts: [{ ${CSS}, ${key(', securityToken: "tökén"')} }]`;
    expect(problemsOf(file, { AK: 'ak', SK: 'sk' })).toEqual([
      'accounts[0].auth.securityToken: must be a text of ASCII characters that is not empty, or { file: PATH }',
    ]);
  });
});

describe('replicas', () => {
  const file = (rest: string) =>
    `accounts: [{ ${QINGCLOUD}, rate: { requests: 10, perSeconds: 60 }, auth: { accessKeyId: x, secretAccessKey: y } }]\n${rest}`;

  it.each([
    ['', 1, 10],
    ['replicas: 1', 1, 10],
    ['replicas: 4', 4, 2.5],
  ])('of the file "%s" are %i, and each may send %d requests', (rest, replicas, requests) => {
    const config = configOf(file(rest));
    expect(config.replicas).toBe(replicas);
    expect(config.accounts[0]?.rate).toEqual({ requests, perSeconds: 60 });
  });

  it('may be many where they share a database, and then do not divide the rate', () => {
    const config = configOf(file("replicas: 12\nstore: { postgres: 'postgres://db/x' }"));
    expect(config.replicas).toBe(12);
    expect(config.accounts[0]?.rate?.requests).toBe(10);
  });

  it.each([0, 5, 1.5])('cannot be %d', (replicas) => {
    expect(problemsOf(file(`replicas: ${replicas}`))).toEqual([
      `replicas: must be a whole number from 1 to 4, but is ${replicas}`,
    ]);
  });
});

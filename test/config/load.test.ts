import { readFileSync } from 'node:fs';
import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { HuaweiAccountConfig } from '../../src/providers/huawei/account.js';
import { configOf, problemsOf } from './loading.js';

const ENVIRONMENT = {
  HW_AK: 'AKID',
  HW_SK: 'sk-secret',
  HW_TOKEN: 'token-secret',
  HW_PASSWORD: 'password-secret',
  QC_AK: 'QCID',
  QC_SK: 'qc-secret',
  JOBGRAPH_CURSOR_KEY: 'cursor-secret',
};
const EXAMPLE = readFileSync(new URL('example.yaml', import.meta.url), 'utf8');

describe('a configuration file', () => {
  const config = configOf(EXAMPLE, ENVIRONMENT);

  it('is converted to accounts with the names of the graph', () => {
    expect(config.accounts.map(({ name, provider, region }) => ({ name, provider, region }))).toEqual([
      { name: 'search-prod', provider: 'HUAWEI_CSS', region: 'cn-north-4' },
      { name: 'warehouse', provider: 'HUAWEI_DWS', region: 'cn-north-4' },
      { name: 'middleware', provider: 'QINGCLOUD', region: 'pek3a' },
    ]);
  });

  it('has a default for each optional key of an account', () => {
    const [css, dws, qingcloud] = config.accounts;
    expect(css).toMatchObject({
      timeZone: 'Asia/Shanghai',
      concurrency: 4,
      rate: { requests: 2000, perSeconds: 3600 },
    });
    expect(dws).toMatchObject({ timeZone: 'UTC', concurrency: 8 });
    expect(dws?.endpoint.href).toBe('https://dws.cn-north-4.myhuaweicloud.com/');
    expect(qingcloud?.endpoint.href).toBe('https://api.qingcloud.com/iaas/');
    expect(qingcloud).toMatchObject({ apps: ['app-tg3lbp0a'] });
  });

  it('takes secrets from the environment', () => {
    const { auth } = config.accounts[0] as HuaweiAccountConfig;
    if (!('accessKeyId' in auth)) throw new Error('expected an access key');
    expect(auth.accessKeyId).toBe('AKID');
    expect(auth.secretAccessKey.reveal()).toBe('sk-secret');
    expect(auth.securityToken?.reveal()).toBe('token-secret');
    expect(config.cursorKeys.map((key) => key.reveal())).toEqual(['cursor-secret']);
  });

  it('shows no secret in any printed form', () => {
    const shown = [
      inspect(config, { depth: 10, showHidden: true }),
      JSON.stringify(config),
      format('%s', config.cursorKeys[0]),
    ];
    expect(shown.join('\n')).not.toMatch(/-secret/);
    expect(shown.join('\n')).toMatch(/\[secret\]/);
  });

  it('shows that there is a secret', () => {
    expect(inspect(config.cursorKeys[0])).toBe('[secret]');
    expect(format('%s', config.cursorKeys[0])).toBe('[secret]');
  });

  it('cannot be changed after it is read', () => {
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen((config.accounts[0] as HuaweiAccountConfig).auth)).toBe(true);
    expect(Object.isFrozen(config.limits)).toBe(true);
  });
});

const ACCOUNT = '{ name: a, provider: qingcloud, region: pek3a, auth: { accessKeyId: x, secretAccessKey: y } }';

describe('a file with only an account', () => {
  const config = configOf(`accounts: [${ACCOUNT}]`);

  it('has the documented limits', () => {
    expect(config.limits).toMatchObject({
      pageSize: 100,
      scanRows: 5000,
      upstreamCalls: 1000,
      requestTimeoutMs: 10000,
      upstreamTimeoutMs: 5000,
      depth: 20,
      aliases: 50,
      directives: 50,
      selections: 20_000,
      tokens: 5000,
      bodyBytes: 1000000,
      references: 1000,
    });
  });

  it('requires no credential, with `explicit` only if it has `auth: none`', () => {
    expect(config.auth).toEqual({ kind: 'none', explicit: false });
    expect(configOf(`accounts: [${ACCOUNT}]\nauth: none`).auth).toEqual({ kind: 'none', explicit: true });
  });

  it('is open to explorers, closed to other sites, and logs JSON', () => {
    expect(config.server).toEqual({
      cors: [],
      explorer: true,
      introspection: true,
      cacheScope: 'public',
      cacheTags: false,
      keepAliveSeconds: 72,
    });
    expect(config.log).toEqual({ level: 'info', format: 'json' });
  });
});

describe('server.cacheScope', () => {
  const JWT = '{ jwksUri: https://id.example/keys, issuer: https://id.example, audience: jobgraph }';
  const withAuth = (auth: string, rest = '') => `accounts: [${ACCOUNT}]\nauth: ${auth}\n${rest}`;

  it.each([
    ['none', 'public'],
    ['{ routerSecret: s }', 'private'],
    [`{ jwt: ${JWT} }`, 'private'],
  ])('with auth %s is %s by default', (auth, scope) => {
    expect(configOf(withAuth(auth)).server.cacheScope).toBe(scope);
  });

  it('can be public behind a router and private without auth', () => {
    const { server } = configOf(withAuth('{ routerSecret: s }', 'server: { cacheScope: public }'));
    expect(server.cacheScope).toBe('public');
    expect(configOf(withAuth('none', 'server: { cacheScope: private }')).server.cacheScope).toBe('private');
  });

  it('cannot be public with jwt', () => {
    expect(problemsOf(withAuth(`{ jwt: ${JWT} }`, 'server: { cacheScope: public }'))).toEqual([
      'server.cacheScope: must be private with auth.jwt: a shared cache would serve one caller what another may see',
    ]);
  });
});

describe('server.keepAliveSeconds', () => {
  it.each([0, 3601, 1.5])('cannot be %d', (seconds) => {
    expect(problemsOf(`accounts: [${ACCOUNT}]\nserver: { keepAliveSeconds: ${seconds} }`)).toEqual([
      `server.keepAliveSeconds: must be a whole number from 1 to 3600, but is ${seconds}`,
    ]);
  });
});

describe('callers', () => {
  it('can be a router with a secret', () => {
    const { auth } = configOf(`accounts: [${ACCOUNT}]\nauth: { routerSecret: "\${S}" }`, { S: 'open sesame' });
    expect(auth.kind === 'router' && auth.routerSecret.reveal()).toBe('open sesame');
  });

  it('can be bearers of tokens', () => {
    const jwt = '{ jwksUri: https://id.example/keys, issuer: https://id.example, audience: jobgraph }';
    expect(configOf(`accounts: [${ACCOUNT}]\nauth: { jwt: ${jwt} }`).auth).toEqual({
      kind: 'jwt',
      jwksUri: new URL('https://id.example/keys'),
      issuer: 'https://id.example',
      audience: 'jobgraph',
      accountsClaim: 'jobgraph_accounts',
    });
  });
});

describe('the environment', () => {
  it('can be inserted in the middle of a text', () => {
    const text = `accounts: [${ACCOUNT.replace('region: pek3a', 'region: "pek${N}a"')}]`;
    expect(configOf(text, { N: '3' }).accounts[0]?.region).toBe('pek3a');
  });

  it('is not inserted after a doubled dollar sign', () => {
    const text = `accounts: [${ACCOUNT}]\ncursorKeys: ['pa$\${word}']`;
    expect(configOf(text).cursorKeys[0]?.reveal()).toBe('pa${word}');
  });

  it('is inserted once: a value that looks like a reference stays as it is', () => {
    const text = `accounts: [${ACCOUNT}]\ncursorKeys: ["\${KEY}"]`;
    expect(configOf(text, { KEY: 'a${b}' }).cursorKeys[0]?.reveal()).toBe('a${b}');
  });

  it.each([
    ['unset', '"${NOPE}"', 'cursorKeys[0]: the environment variable NOPE is not set'],
    [
      'named like a property that every object has',
      '"${toString}"',
      'cursorKeys[0]: the environment variable toString is not set',
    ],
    ['empty', '"${EMPTY}"', 'cursorKeys[0]: the environment variable EMPTY is empty'],
    ['not a name', '"${hunter2 !}"', 'cursorKeys[0]: has `${` without the name of an environment variable'],
    ['not closed', '"${HOME"', 'cursorKeys[0]: has `${` without the name of an environment variable'],
  ])('is a problem where the variable is %s', (_, value, expected) => {
    const problems = problemsOf(`accounts: [${ACCOUNT}]\ncursorKeys: [${value}]`, { EMPTY: '' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
    expect(problems[0]).not.toContain('hunter2');
  });
});

describe('YAML', () => {
  it('may use anchors for what accounts have in common', () => {
    const text = `
accounts:
  - &first { name: a, provider: qingcloud, region: pek3a, auth: { accessKeyId: x, secretAccessKey: y } }
  - { <<: *first, name: b }`;
    expect(configOf(text).accounts.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('is read without its comments and document start', () => {
    expect(configOf(`--- # the only one\naccounts: [${ACCOUNT}] # here\n`).accounts).toHaveLength(1);
  });
});

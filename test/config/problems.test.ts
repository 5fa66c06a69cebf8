import { describe, expect, it } from 'vitest';
import { problemsOf } from './loading.js';
import { AUTH, CSS, QINGCLOUD, account, besides } from './accounts.js';

describe('A problem is reported with its place and what would be right for', () => {
  it.each([
    ['an unknown key', besides('limit: {}'), 'limit: is not a known key; did you mean limits?'],
    [
      'an unknown key deep down',
      besides('limits: { page_size: 5 }'),
      'limits.page_size: is not a known key; did you mean pageSize?',
    ],
    [
      'a key like no other',
      besides('server: { tls: on }'),
      'server.tls: is not a known key; known here: cors, explorer, introspection, cacheTags, keepAliveSeconds, cacheScope',
    ],
    [
      'a missing key',
      account(`name: a, provider: huawei-css, region: r1, ${AUTH}`),
      'accounts[0].projectId: is missing; it must be an id',
    ],
    [
      'a missing secret',
      account(`${QINGCLOUD}, auth: { accessKeyId: x }`),
      'accounts[0].auth.secretAccessKey: is missing',
    ],
    [
      'a misspelt provider',
      account(`name: a, provider: huawei-cs, region: r1, projectId: p, ${AUTH}`),
      'but is "huawei-cs"; did you mean huawei-css?',
    ],
    [
      'a key of another provider',
      account(`${CSS}, ${AUTH}, apps: [app-1]`),
      'accounts[0].apps: belongs to qingcloud accounts only',
    ],
    [
      'a project at QingCloud',
      account(`${QINGCLOUD}, ${AUTH}, projectId: p`),
      'accounts[0].projectId: belongs to huawei-css, huawei-dws, huawei-geminidb accounts only',
    ],
    [
      'two credentials',
      account(`${CSS}, auth: { accessKeyId: x, iam: { domain: d, user: u, password: p } }`),
      'accounts[0].auth.accessKeyId: cannot stand beside iam',
    ],
    ['a store in memory', besides("store: { sqlite: ':memory:' }"), 'store.sqlite: must be the path of a file'],
    [
      'two ways to call',
      besides('auth: { routerSecret: x, jwt: { jwksUri: "https://i/k", issuer: i, audience: a } }'),
      'auth.routerSecret: cannot stand beside jwt',
    ],
    [
      'a collector without TLS that is sent headers',
      besides('telemetry: { otlp: { endpoint: "http://collector:4318", headers: { authorization: hunter2 } } }'),
      'telemetry.otlp.endpoint: must be https, because `headers` would cross the network in plain text',
    ],
    [
      'a collector that is no URL',
      besides('telemetry: { otlp: { endpoint: collector } }'),
      'telemetry.otlp.endpoint: must be a URL such as http://collector:4318, without credentials and a query, but is "collector"',
    ],
    [
      'a header that is no text',
      besides('telemetry: { otlp: { endpoint: "https://c", headers: { a: [x] } } }'),
      'telemetry.otlp.headers.a: must be a text of ASCII characters that is not empty, or { file: PATH }, but is a list',
    ],
    [
      'a header name that HTTP does not allow',
      besides('telemetry: { otlp: { endpoint: "https://c", headers: { "a b": x } } }'),
      'telemetry.otlp.headers: has a key that is not the name of a header',
    ],
    [
      'a port of metrics that is none',
      besides('telemetry: { prometheus: { port: 70000 } }'),
      'telemetry.prometheus.port: must be a whole number from 0 to 65535, but is 70000',
    ],
    ['an unknown way to call', besides('auth: basic'), 'auth: must be none, or a mapping with routerSecret or jwt'],
    ['no accounts', 'accounts: []', 'accounts: must be a list of accounts, with at least one'],
    [
      'no apps',
      account(`${QINGCLOUD}, ${AUTH}, apps: []`),
      'accounts[0].apps: must be a list of different app ids, with at least one',
    ],
    ['an account that is a text', 'accounts: [prod]', 'accounts[0]: must be a mapping'],
    ['an empty section', besides('limits:'), 'limits: must be a mapping (`key: value` lines), but is empty'],
    [
      'a number for a text',
      account(`${CSS.replace('p1', '0123')}, ${AUTH}`),
      'but is 123; put quotes around a text that looks like a number',
    ],
    [
      'a text for a number',
      besides('limits: { depth: "9" }'),
      'limits.depth: must be a whole number from 1 to 1000, but is "9"',
    ],
    ['a word for a flag', besides('server: { explorer: yes }'), 'server.explorer: must be true or false, but is "yes"'],
    ['an unknown log level', besides('log: { level: inf }'), 'did you mean info?'],
    ['an origin with a path', besides('server: { cors: ["https://x.example/"] }'), 'server.cors[0]: must be an origin'],
    [
      'an upper-case region',
      account(`${QINGCLOUD.replace('pek3a', 'Pek3a')}, ${AUTH}`),
      'accounts[0].region: must be a region or zone',
    ],
    [
      'an empty name',
      account(`${QINGCLOUD.replace('name: qc', 'name: " "')}, ${AUTH}`),
      'accounts[0].name: must be a text of 1 to 100 characters',
    ],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text).join('\n')).toContain(expected);
  });

  it.each([0, 1001, -1, 1.5])('a page size of %d', (size) => {
    expect(problemsOf(besides(`limits: { pageSize: ${size} }`))).toEqual([
      `limits.pageSize: must be a whole number from 1 to 1000, but is ${size}`,
    ]);
  });

  it.each(['Mars/Olympus', '+08:00', '""', 'Asia'])('the time zone %s', (zone) => {
    const [problem] = problemsOf(account(`${QINGCLOUD}, ${AUTH}, timeZone: ${zone}`));
    expect(problem).toContain('accounts[0].timeZone: must be an IANA time zone such as UTC or Asia/Shanghai');
  });

  it('an account name that is used twice', () => {
    const text = `accounts: [{ ${QINGCLOUD}, ${AUTH} }, { ${QINGCLOUD}, ${AUTH} }]`;
    expect(problemsOf(text)).toEqual(['accounts[1].name: must be unique, but accounts[0].name is the same']);
  });
});

describe('an endpoint', () => {
  const withEndpoint = (url: string) => problemsOf(account(`${QINGCLOUD}, ${AUTH}, endpoint: '${url}'`));

  it.each([
    'https://cloud.example/iaas/',
    'http://127.0.0.1:9000/iaas/',
    'http://localhost:1/',
    'http://[::1]:8080/iaas',
  ])('may be %s', (url) => {
    expect(withEndpoint(url)).toEqual([]);
  });

  it.each([
    'http://cloud.example/iaas/',
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    'ftp://cloud.example/',
    'cloud.example',
    'https://me:hunter2@cloud.example/',
    'https://cloud.example/?token=hunter2',
    'https://cloud.example/#x',
  ])('may not be %s', (url) => {
    const [problem, ...more] = withEndpoint(url);
    expect(more).toEqual([]);
    expect(problem).toContain('accounts[0].endpoint: must be a URL such as https://host/path');
    expect(problem).not.toContain('hunter2');
  });

  it('has no path at Huawei, where the whole path is signed', () => {
    expect(problemsOf(account(`${CSS}, ${AUTH}, endpoint: https://css.example/v1.0`))[0]).toContain('without a path');
  });
});

describe('the validation of a file', () => {
  it('reports all problems at once', () => {
    const text = `
accounts:
${Array.from({ length: 12 }, (_, index) => `  - { name: a${index}, provider: huawei-dws, region: r1, ${AUTH}, concurency: 1 }`).join('\n')}
limits: { depth: 0, aliases: -1 }
auth: { jwt: {} }
colour: red`;
    const problems = problemsOf(text);
    expect(problems.filter((problem) => problem.includes('.projectId: is missing'))).toHaveLength(12);
    expect(problems.filter((problem) => problem.includes('did you mean concurrency?'))).toHaveLength(12);
    expect(problems.filter((problem) => /^(limits|auth\.jwt|colour)/.test(problem))).toHaveLength(6);
  });

  it('reports all problems of one section', () => {
    const names = ['pageSize', 'scanRows', 'upstreamCalls', 'requestTimeoutMs', 'upstreamTimeoutMs', 'depth', 'tokens'];
    const more = ['bodyBytes', 'references', 'cost', 'concurrency'];
    const limits = [...names, ...more].map((name) => `${name}: 0`).join(', ');
    expect(problemsOf(besides(`limits: { ${limits} }`))).toHaveLength(11);
  });

  it('reports a missing variable once, although the variable breaks other rules too', () => {
    expect(problemsOf(account(`${QINGCLOUD.replace('pek3a', '"${ZONE}"')}, ${AUTH}`))).toEqual([
      'accounts[0].region: the environment variable ZONE is not set',
    ]);
  });

  it.each([
    ['empty', '', ': the file is empty; it needs at least `accounts`'],
    ['all comments', '# nothing\n', ': the file is empty; it needs at least `accounts`'],
    ['a text', 'hello', ': must be a mapping (`key: value` lines), but is "hello"'],
    ['a list', '- a', ': must be a mapping (`key: value` lines), but is a list'],
    ['without accounts', 'auth: none', 'accounts: is missing; it must be a list of accounts, with at least one'],
  ])('rejects a file that is %s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });
});

it.each(['nonsense', 'host=db user=x', 'https://db/x', 'postgres://u:p#w@db/x', 'postgres://db:99999/x'])(
  'The store %j is rejected, because it is no URL of a PostgreSQL',
  (url) => {
    expect(problemsOf(besides(`store: { postgres: '${url}' }`))).toEqual([
      'store.postgres: must be a URL such as postgres://user@host/database, or { file: PATH }',
    ]);
  },
);

import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Secret } from '../../src/config/config.js';
import { isSameConfig } from '../../src/config/same.js';
import { configOf, problemsOf } from './loading.js';

function openFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-secrets-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return (name: string, text?: string) => {
    if (text !== undefined) writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
}

/** A configuration in which `files` stand for every secret that one can have. */
function everySecret(file: (name: string) => object): string {
  const key = { accessKeyId: file('id'), secretAccessKey: file('secret') };
  const huawei = { provider: 'huawei-css', region: 'cn-north-4', projectId: 'p' };
  return JSON.stringify({
    accounts: [
      { name: 'key', ...huawei, auth: { ...key, securityToken: file('token') } },
      { name: 'user', ...huawei, auth: { iam: { domain: 'd', user: 'u', password: file('password') } } },
      { name: 'agency', ...huawei, auth: { agency: { name: 'a', domain: 'd', from: key } } },
      { name: 'qingcloud', provider: 'qingcloud', region: 'pek3a', auth: { ...key, token: file('token') } },
    ],
    auth: { routerSecret: file('router') },
    cursorKeys: [file('cursor')],
  });
}

const NAMES = ['id', 'secret', 'token', 'password', 'router', 'cursor'];

describe('A secret in a file', () => {
  it('may be every secret of the configuration, without the newline at its end', () => {
    const path = openFolder();
    for (const name of NAMES) path(name, `value-of-${name}\n`);
    const { accounts, auth, cursorKeys } = configOf(everySecret((name) => ({ file: path(name) })));
    expect(revealed([accounts, auth, cursorKeys])).toEqual(new Set(NAMES.map((name) => `value-of-${name}`)));
  });

  it('that cannot be read is a problem at each place that names it', () => {
    const path = openFolder();
    const problems = problemsOf(everySecret((name) => ({ file: path(name) })));
    expect(problems).toHaveLength(11);
    expect(problems).toContain(`accounts[2].auth.agency.from.accessKeyId: the file ${path('id')} does not exist`);
    expect(problems).toContain(`auth.routerSecret: the file ${path('router')} does not exist`);
    expect(problems).toContain(`cursorKeys[0]: the file ${path('cursor')} does not exist`);
  });

  it.each([
    ['', 'is empty'],
    ['\n', 'is empty'],
    ['secret-1\nsecret-2\n', 'does not hold a text of one line that is not empty'],
  ])('with the content %j is a problem that quotes nothing of it', (text, message) => {
    const file = openFolder()('router', text);
    const problems = problemsOf(
      `accounts: [{ name: qc, provider: qingcloud, region: pek3a, auth: { accessKeyId: x, secretAccessKey: y } }]
auth: { routerSecret: { file: ${JSON.stringify(file)} } }`,
    );
    expect(problems).toEqual([`auth.routerSecret: the file ${file} ${message}`]);
  });

  it('that is no regular file, or is too large, is a problem at once', () => {
    const path = openFolder();
    mkdirSync(path('folder'));
    execFileSync('mkfifo', [path('pipe')]);
    writeFileSync(path('large'), 'x'.repeat(300_000));
    const files = ['/dev/zero', path('pipe'), path('folder'), path('large')];
    const problems = problemsOf(
      `accounts: [{ name: qc, provider: qingcloud, region: pek3a, auth: { accessKeyId: x, secretAccessKey: y } }]
cursorKeys: ${JSON.stringify(files.map((file) => ({ file })))}`,
    );
    const messages = [
      'is not a regular file',
      'is not a regular file',
      'is not a regular file',
      'is too large for a secret',
    ];
    expect(problems).toEqual(files.map((file, index) => `cursorKeys[${index}]: the file ${file} ${messages[index]}`));
  });

  it('is read again after two seconds of use, also behind the symbolic links of Kubernetes', async () => {
    const path = openFolder();
    for (const [folder, text] of [
      ['v1', 'old'],
      ['v2', 'new'],
    ] as const) {
      mkdirSync(path(folder));
      writeFileSync(join(path(folder), 'cursor'), text);
    }
    symlinkSync('v1', path('..data'));
    symlinkSync(join('..data', 'cursor'), path('cursor'));
    const secret = cursorKeyIn(path('cursor'));
    expect(secret?.reveal()).toBe('old');
    symlinkSync('v2', path('..data_tmp'));
    renameSync(path('..data_tmp'), path('..data'));
    expect(secret?.reveal()).toBe('old');
    expect(secret?.reveal(0)).toBe('new');
    writeFileSync(join(path('v2'), 'cursor'), 'newest');
    await delay(2100);
    expect(secret?.reveal()).toBe('newest');
  });

  it.each(['', 'two\nlines\n'])('keeps its last value while the file has no valid one: %j', (text) => {
    const path = openFolder();
    const secret = cursorKeyIn(path('cursor', 'old'));
    path('cursor', text);
    expect(secret?.reveal(0)).toBe('old');
    rmSync(path('cursor'));
    expect(secret?.reveal(0)).toBe('old');
    path('cursor', 'new');
    expect(secret?.reveal(0)).toBe('new');
  });

  it('makes no difference between configurations by its content, but a value does', () => {
    const path = openFolder();
    const load = (value: object | string) => configOf(withCursorKey(value));
    const [first, second] = ['a', 'b'].map((text) => load({ file: path('cursor', text) }));
    expect(isSameConfig(first, second)).toBe(true);
    expect(isSameConfig(load('a'), load('a'))).toBe(true);
    expect(isSameConfig(load('a'), load('b'))).toBe(false);
    expect(isSameConfig(load('a'), second)).toBe(false);
  });
});

function withCursorKey(key: object | string): string {
  const auth = { accessKeyId: 'x', secretAccessKey: 'y' };
  return JSON.stringify({
    accounts: [{ name: 'qc', provider: 'qingcloud', region: 'pek3a', auth }],
    cursorKeys: [key],
  });
}

function cursorKeyIn(file: string) {
  return configOf(withCursorKey({ file })).cursorKeys[0];
}

function isSecret(value: object): value is Secret {
  return 'reveal' in value;
}

function revealed(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  if (isSecret(value)) return new Set([value.reveal()]);
  return new Set(Object.values(value).flatMap((one) => [...revealed(one)]));
}

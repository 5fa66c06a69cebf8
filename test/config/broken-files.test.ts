import { describe, expect, it } from 'vitest';
import { problemsOf } from './loading.js';
import { AUTH, QINGCLOUD, ONE_ACCOUNT, account, besides } from './accounts.js';

describe('Broken YAML is reported by line and column', () => {
  it.each([
    [
      'a key given twice',
      `${ONE_ACCOUNT}\nauth: none\nauth: none`,
      'line 3, column 1: this key was already given above',
    ],
    [
      'a quote that does not end',
      'accounts: "x',
      'line 1, column 13: a quote, comma, bracket, colon or space is missing',
    ],
    ['a tab', 'limits:\n\tdepth: 1', 'line 2, column 1: indentation must be spaces, not tabs'],
    ['a second document', `${ONE_ACCOUNT}\n---\na: 1`, 'line 2, column 1: there is a second document'],
    ['a tag', `${ONE_ACCOUNT}\nauth: !secret x`, 'line 2, column 7: tags such as `!name` are not used here'],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text).join('\n')).toContain(expected);
  });

  it.each([
    ['{"accounts": [{"name": "a"', 'line 1, column 27'],
    ['accounts: [\n  {name: "x}\n', 'line 3, column 1'],
  ])('once at each place, also where a file ends too early: %j', (text, place) => {
    expect(problemsOf(text)).toEqual([`${place}: a quote, comma, bracket, colon or space is missing`]);
  });
});

describe('Aliases', () => {
  it.each([
    ['that multiply without end', bomb()],
    ['that stand inside of themselves', 'accounts: &a [*a]'],
    ['that name nothing', 'accounts: *nobody'],
  ])('%s are rejected', (_, text) => {
    expect(problemsOf(text)[0]).toMatch(/alias/);
  });
});

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level++) {
    lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`);
  }
  return lines.join('\n');
}

describe('No problem contains a secret', () => {
  it.each([
    ['in the wrong shape', besides('cursorKeys: hunter2')],
    ['of the wrong type', account(`${QINGCLOUD}, auth: { accessKeyId: x, secretAccessKey: [hunter2] }`)],
    ['where a mapping belongs', account(`${QINGCLOUD}, auth: hunter2`)],
    ['grown into its key', besides('auth: { routerSecret:hunter2 }')],
    ['behind a misspelt key', account(`${QINGCLOUD}, auth: { accesKeyId: x, secretAccesKey: hunter2 }`)],
    ['put in the place of the region', account(`name: a, provider: qingcloud, region: "\${KEY}", ${AUTH}`)],
    ['on a line with a syntax error', besides('auth: { routerSecret: "hunter2" "x" ]')],
    ['after an escape', besides('auth: { routerSecret: "hunter2\\q" }')],
  ])('%s', (_, text) => {
    const problems = problemsOf(text, { KEY: 'HUNTER2 hunter2' });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join('\n')).not.toMatch(/hunter2/i);
  });
});

import { describe, expect, test, vi } from 'vitest';
import { parseJson, parseJsonExactly } from '../../src/upstream/index.js';

describe('parseJson', () => {
  test.for([
    ['null', null],
    ['-0', -0],
    [' [1e2, "a\\u0000", true] ', [100, 'a\u0000', true]],
    ['{"a":{"b":[{}]},"a":1}', { a: 1 }],
    ['{"text":"__proto__"}', { text: '__proto__' }],
    ['"\\uD834\\uDD1E"', '𝄞'],
    ['"__proto__"', '__proto__'],
  ] as const)('parses %s', ([text, value]) => {
    expect(parseJson(text)).toEqual(value);
  });

  test.for([
    ['[9007199254740991]', [9007199254740991]],
    ['[9007199254740992,9007199254740993]', ['9007199254740992', '9007199254740993']],
    ['{"id":-9007199254740993}', { id: '-9007199254740993' }],
    ['{"id":123456789012345678901234567890}', { id: '123456789012345678901234567890' }],
    [
      '{"id": 18446744073709551615, "text": "9007199254740993"}',
      { id: '18446744073709551615', text: '9007199254740993' },
    ],
    ['{"id":9.007199254740993e15}', { id: null }],
    ['[0.12345678901234567890, 1656042837000]', [0.12345678901234568, 1656042837000]],
    [`[${' '.repeat(7)}9007199254740993]`, ['9007199254740993']],
  ] as const)('keeps all digits of the integers in %s when it parses exactly', ([text, value]) => {
    expect(parseJsonExactly(text)).toEqual(value);
  });

  test('uses a reviver only for keys named __proto__, because a reviver is many times slower', () => {
    const parse = vi.spyOn(JSON, 'parse');
    parseJson('{"id":9007199254740993,"number":"1234567890123456"}');
    expect(parse.mock.calls.filter(([, reviver]) => reviver !== undefined)).toEqual([]);
    parse.mockRestore();
  });

  test.for([
    '',
    'undefined',
    '01',
    '[1,]',
    '{a:1}',
    "'a'",
    '{} {}',
    '"a\nb"',
    '// x\n1',
    '\u{FEFF}1',
    '<html>',
    '{"a":1',
  ])('returns undefined for %s', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });

  test('parses or rejects JSON of any depth without a crash', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(parseJson(deep)).toBeInstanceOf(Array);
    expect(parseJson('['.repeat(1_000_000))).toBeUndefined();
    expect(parseJson(`{"__proto__":${deep}}`)).toBeUndefined();
  });

  test.for([
    '{"__proto__":{"polluted":1},"kept":[{"__proto__":[1],"kept":1}]}',
    '{"\\u005f_proto__":{"polluted":1},"kept":[{"__\\u0070roto__":null,"kept":1}]}',
    '{"__prot\\u006f__":{"polluted":1},"kept":[{"kept":1}]}',
    '{"_\\u005Fproto__":1,"kept":[{"\\u005F\\u005Fproto\\u005f_":1,"kept":1}]}',
    '{"__prot\\u006f__":{"polluted":1},"kept":[{"\\u005f\\u005f\\u0070\\u0072\\u006f\\u0074\\u006f__":1,"kept":1}]}',
  ])('drops keys named __proto__, escaped or not: %s', (text) => {
    const value = parseJson(text);
    expect(value).toStrictEqual({ kept: [{ kept: 1 }] });
    // Assigning such a key would set the prototype of the copy.
    const copy: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(Object(value) as object)) copy[name] = part;
    expect(copy['polluted']).toBeUndefined();
  });
});

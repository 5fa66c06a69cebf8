/** Texts that are no JSON, or none that any provider's answer could be: made by rules, so that there are many. */

const RIGHT = '{"ret_code":0,"total_count":1,"clusters":[{"id":"a","created":"2026-11-20T00:00:00"}]}';

const NO_NUMBERS = ['-', '+1', '01', '1.', '.5', '1e', '1e+', '0x1F', '1_000', 'NaN', '-Infinity', 'Infinity', '１'];
const NO_TEXTS = ["'a'", '"a', '"\\x41"', '"\\u12"', '"\\uD8', '"a\nb"', '"a\tb"', '"\\', '"\u0000"', '`a`'];
const NO_LISTS = ['[1,]', '[,1]', '[1 2]', '[1', '1]', '[1,,2]', '[1:2]', '[', ']', '[}', '["a",\n4\n,1,'];
const NO_OBJECTS = ['{a:1}', '{"a"}', '{"a":}', '{"a" 1}', '{"a":1,}', '{,}', '{"a":1', '{"a":1}}', '{1:1}', '{', '}'];
const NO_WORDS = [
  'nul',
  'True',
  'FALSE',
  'undefined',
  'nan',
  'none',
  'truefalse',
  '/* */',
  '// x',
  '<xml/>',
  '#!',
  '\\',
];

/** JSON, and yet nothing that was asked for. */
const NOT_THE_THING = ['null', 'true', '0', '-0', '1e9999', '""', '"text"', '[]', '[[]]', '{}', '[{}]', '{"":0}'];

const DEEP = [
  '['.repeat(100_000),
  '{"a":'.repeat(100_000),
  `${'['.repeat(50_000)}1${']'.repeat(50_000)}`,
  '[{'.repeat(999),
];

const HUGE = [
  '1'.repeat(100_000),
  `-1e${'9'.repeat(1000)}`,
  `[${'1e5,'.repeat(20_000)}`,
  `"${'\\u0000'.repeat(9999)}"`,
];

const ODD_STARTS = ['\u{FEFF}', '\u{FEFF}\u{FEFF}', '\u0000', '\u00A0', '\u2028', ")]}',\n", 'while(1);'];
const ODD_ENDS = ['\u0000', ';', ',', '{}', 'garbage', '\u{FEFF}', '\n0'];

const CUTS = [1, 2, 5, 11, 13, 27, 30, 43, 44, 50, 61, RIGHT.length - 1];

/** Lone surrogates and other bytes that no UTF-8 has. */
const BYTES = ['eda080', 'edbfbf', 'c0af', 'ff', 'fe', '80', 'e2', 'f8808080', 'f4908080', '225b80225d'];

export const MALFORMED: readonly Buffer[] = [
  ...[...NO_NUMBERS, ...NO_TEXTS, ...NO_LISTS, ...NO_OBJECTS, ...NO_WORDS].flatMap((text) => [
    text,
    `{"clusters":${text}}`,
  ]),
  ...NOT_THE_THING,
  ...DEEP,
  ...HUGE,
  // A mark at the beginning is the one thing of these that is allowed, and it is taken off.
  ...ODD_STARTS.map((start) => `${start}[${RIGHT}]`),
  ...ODD_ENDS.map((end) => RIGHT + end),
  ...CUTS.map((length) => RIGHT.slice(0, length)),
]
  .map((text) => Buffer.from(text))
  .concat(BYTES.map((hex) => Buffer.from(hex, 'hex')));

/** Bodies by rules, so that there are many: what is JSON must be read, and what is none must be refused. */

const TIME = '2026-11-20T08:00:00';

/** What the bodies are about: a cluster whose jobs are asked for, and one that is looked up. */
export interface Subject {
  readonly geminidb: string;
  readonly qingcloud: string;
}

/** The right answer to every question of every provider: one cluster, one job. */
function rightAnswer({ geminidb, qingcloud }: Subject): string {
  const cluster = { id: 'c1', name: 'one', created: TIME };
  const job = { id: 'j1', start_time: `${TIME}+0000`, instance: { id: geminidb } };
  return JSON.stringify({
    ret_code: 0,
    totalSize: 1,
    count: 1,
    total_count: 1,
    clusters: [cluster],
    instances: [cluster],
    cluster_set: [{ cluster_id: qingcloud, name: 'one', app_id: 'app-1', create_time: `${TIME}Z` }],
    clusterLogRecord: [{ id: 'j1', createAt: Date.parse(`${TIME}Z`) }],
    logical_cluster_tasks: [{ start_time: TIME, type: 'Grow' }],
    jobs: [job],
  });
}

/** Right answers with one more field, now at one end and now at the other: they are right if that is. */
const withExtra = (right: string, extras: readonly string[]) =>
  extras.map((extra, index) =>
    index % 2 === 0 ? `${right.slice(0, -1)},"extra":${extra}}` : `{"extra":${extra},${right.slice(1)}`,
  );

const NO_NUMBERS = [
  '-',
  '+1',
  '01',
  '-01',
  '1.',
  '.5',
  '1e',
  '1e+',
  '0x1F',
  '1_000',
  'NaN',
  '-Infinity',
  'Infinity',
  '１',
];
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
  '1 /* one */',
  '<xml/>',
  '#!',
  '\\',
  '',
];
const NO_VALUES = [...NO_NUMBERS, ...NO_TEXTS, ...NO_LISTS, ...NO_OBJECTS, ...NO_WORDS];

const VALUES = [
  ...['0', '-0', '-1', '1e1', '1E-2', '0e+1', '123.456e78', '1e9999', '123e-10000000', '9007199254740993'],
  ...['""', '"\\u0000"', '"\\uD834\\uDD1E"', '"\\uD800"', '"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\u2028\u007F"', '"⍂㈴𝄞"'],
  ...['[]', '[[]]', '[null,true,false,1,"1",{}]', ' [ 1 , 2\t]\r\n'],
  ...['{}', '{"":0}', '{"a":"b","a":"c"}', '{"a\\u0000b":1}', '{"hasOwnProperty":1,"toString":null,"then":{}}'],
  ...['{"__proto__":{"polluted":1}}', '{"\\u005f_proto__":{"polluted":1}}', '{"__proto__":null}', '"__proto__"'],
  '{"constructor":{"prototype":{"polluted":1}}}',
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
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

const ODD_STARTS = ['\u{FEFF}\u{FEFF}', '\u0000', '\u00A0', '\u2028', ")]}',\n", 'while(1);'];
const ODD_ENDS = ['\u0000', ';', ',', '{}', 'garbage', '\u{FEFF}', '\n0', '\u00A0'];

/** Lone surrogates and other bytes that no UTF-8 has. */
const BYTES = ['eda080', 'edbfbf', 'c0af', 'ff', 'fe', '80', 'e2', 'f8808080', 'f4908080', '225b80225d'];

/** No JSON, or none that any provider's answer could be. */
export function malformedBodies(subject: Subject): readonly Buffer[] {
  const right = rightAnswer(subject);
  return [
    ...NO_VALUES,
    ...withExtra(right, NO_VALUES),
    ...NOT_THE_THING,
    ...DEEP,
    ...HUGE,
    ...ODD_STARTS.map((start) => start + right),
    ...ODD_ENDS.map((end) => right + end),
    ...Array.from({ length: 20 }, (_, part) => right.slice(0, 1 + Math.floor(((right.length - 2) * part) / 19))),
  ]
    .map((text) => Buffer.from(text))
    .concat(BYTES.map((hex) => Buffer.from(hex, 'hex')))
    .concat(
      BYTES.map((hex) =>
        Buffer.concat([Buffer.from(`${right.slice(0, -1)},"extra":"`), Buffer.from(hex, 'hex'), Buffer.from('"}')]),
      ),
    );
}

/** JSON that says the right thing, however oddly. */
export function wellFormedBodies(subject: Subject): readonly Buffer[] {
  const right = rightAnswer(subject);
  return [
    ...withExtra(right, VALUES),
    ` \t\r\n${right}\n\t `,
    // A mark at the beginning is allowed, and is taken off.
    `\u{FEFF}${right}`,
    right.replaceAll('clusters', '\\u0063lusters').replaceAll('one', '\\u006Fne'),
    JSON.stringify(JSON.parse(right), undefined, '\t'),
  ].map((text) => Buffer.from(text));
}

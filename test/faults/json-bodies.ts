/** Many generated bodies: valid JSON must be parsed, anything else must be rejected. */

const TIME = '2026-11-20T08:00:00';

/** Ids in the bodies: a cluster whose jobs are requested, and a cluster that is looked up. */
export interface Subject {
  readonly geminidb: string;
  readonly qingcloud: string;
}

/** A body that is a valid response to every request to every provider: one cluster, one job. */
function validBody({ geminidb, qingcloud }: Subject): string {
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

/** Valid responses with one more field, first or last: they are valid if that field is. */
const withExtra = (right: string, extras: readonly string[]) =>
  extras.map((extra, index) =>
    index % 2 === 0 ? `${right.slice(0, -1)},"extra":${extra}}` : `{"extra":${extra},${right.slice(1)}`,
  );

const INVALID_NUMBERS = [
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
const INVALID_TEXTS = ["'a'", '"a', '"\\x41"', '"\\u12"', '"\\uD8', '"a\nb"', '"a\tb"', '"\\', '"\u0000"', '`a`'];
const INVALID_LISTS = ['[1,]', '[,1]', '[1 2]', '[1', '1]', '[1,,2]', '[1:2]', '[', ']', '[}', '["a",\n4\n,1,'];
const INVALID_OBJECTS = [
  '{a:1}',
  '{"a"}',
  '{"a":}',
  '{"a" 1}',
  '{"a":1,}',
  '{,}',
  '{"a":1',
  '{"a":1}}',
  '{1:1}',
  '{',
  '}',
];
const INVALID_WORDS = [
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
const INVALID_VALUES = [...INVALID_NUMBERS, ...INVALID_TEXTS, ...INVALID_LISTS, ...INVALID_OBJECTS, ...INVALID_WORDS];

const VALUES = [
  ...['0', '-0', '-1', '1e1', '1E-2', '0e+1', '123.456e78', '1e9999', '123e-10000000', '9007199254740993'],
  ...['""', '"\\u0000"', '"\\uD834\\uDD1E"', '"\\uD800"', '"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\u2028\u007F"', '"⍂㈴𝄞"'],
  ...['[]', '[[]]', '[null,true,false,1,"1",{}]', ' [ 1 , 2\t]\r\n'],
  ...['{}', '{"":0}', '{"a":"b","a":"c"}', '{"a\\u0000b":1}', '{"hasOwnProperty":1,"toString":null,"then":{}}'],
  ...['{"__proto__":{"polluted":1}}', '{"\\u005f_proto__":{"polluted":1}}', '{"__proto__":null}', '"__proto__"'],
  '{"constructor":{"prototype":{"polluted":1}}}',
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
];

/** Valid JSON, but not the requested data. */
const OTHER_JSON = ['null', 'true', '0', '-0', '1e9999', '""', '"text"', '[]', '[[]]', '{}', '[{}]', '{"":0}'];

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

/** Lone surrogates and other byte sequences that are not valid UTF-8. */
const BYTES = ['eda080', 'edbfbf', 'c0af', 'ff', 'fe', '80', 'e2', 'f8808080', 'f4908080', '225b80225d'];

/** Bodies that are not JSON, or not valid as a response of any provider. */
export function malformedBodies(subject: Subject): readonly Buffer[] {
  const right = validBody(subject);
  return [
    ...INVALID_VALUES,
    ...withExtra(right, INVALID_VALUES),
    ...OTHER_JSON,
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

/** Valid responses in unusual JSON. */
export function wellFormedBodies(subject: Subject): readonly Buffer[] {
  const right = validBody(subject);
  return [
    ...withExtra(right, VALUES),
    ` \t\r\n${right}\n\t `,
    // A byte order mark at the beginning is allowed and removed.
    `\u{FEFF}${right}`,
    right.replaceAll('clusters', '\\u0063lusters').replaceAll('one', '\\u006Fne'),
    JSON.stringify(JSON.parse(right), undefined, '\t'),
  ].map((text) => Buffer.from(text));
}

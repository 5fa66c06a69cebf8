import { describe, expect, it } from 'vitest';
import { serve } from './serving.js';

/** A query so many levels deep. */
const deep = (levels: number) => `{ ${'self { '.repeat(levels - 1)}id${' }'.repeat(levels - 1)} }`;
const entity = (selection: string) =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cluster ${selection} } }`;
const references = (count: number) => ({
  r: Array.from({ length: count }, (_, index) => ({ __typename: 'Cluster', id: `${index}` })),
});

describe('a query is refused before it runs, with the limit in the message,', () => {
  it('when it is too deep', async () => {
    const { ask } = await serve('limits: { depth: 5 }');
    const variables = references(1);
    expect((await ask(entity(deep(4)), { variables })).status).toBe(200);
    expect(await ask(entity(deep(5)), { variables })).toMatchObject({
      status: 400,
      errors: [{ message: 'The query has 6 levels, fragments put in place; the limit is 5.' }],
    });
  });

  it('when it has too many aliases', async () => {
    const { ask } = await serve('limits: { aliases: 3 }');
    const aliased = (count: number) =>
      `{ ${Array.from({ length: count }, (_, index) => `a${index}: hello`).join(' ')} }`;
    expect((await ask(aliased(3))).status).toBe(200);
    expect(await ask(aliased(4))).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining('the limit is 3.') as string }],
    });
  });

  it('when a fragment brings too many aliases, each time it is spread', async () => {
    const { ask } = await serve('limits: { aliases: 5 }');
    const spread = (times: number) => `{ ${'...F '.repeat(times)} } fragment F on Query { a: hello b: hello }`;
    expect((await ask(spread(2))).status).toBe(200);
    expect(await ask(spread(3))).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining('6 aliases') as string }],
    });
  });

  it('when it has too many directives', async () => {
    const { ask } = await serve('limits: { directives: 2 }');
    const skipped = (count: number) => `{ ${'hello @skip(if: false) '.repeat(count)} }`;
    expect((await ask(skipped(2))).status).toBe(200);
    expect(await ask(skipped(3))).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining('3 directives') as string }],
    });
  });

  it('when its fragments double with each level', async () => {
    const { ask } = await serve();
    const twice = (level: number) => `fragment F${level} on Cluster { ...F${level + 1} ...F${level + 1} }`;
    const bomb = (levels: number) =>
      `${entity('{ ...F0 }')} ${Array.from({ length: levels }, (_, level) => twice(level)).join(' ')} fragment F${levels} on Cluster { id }`;
    expect((await ask(bomb(12), { variables: references(1) })).status).toBe(200);
    for (const levels of [14, 30, 200]) {
      expect(await ask(bomb(levels), { variables: references(1) })).toMatchObject({
        status: 400,
        errors: [
          {
            message: expect.stringMatching(
              / fields and fragments, fragments put in place; the limit is 20000\.$/,
            ) as string,
          },
        ],
      });
    }
  });

  it('when it has too many tokens', async () => {
    const { ask } = await serve('limits: { tokens: 20 }');
    expect((await ask(`{ ${'hello '.repeat(18)} }`)).status).toBe(200);
    expect(await ask(`{ ${'hello '.repeat(19)} }`)).toMatchObject({
      status: 400,
      errors: [
        { message: expect.stringContaining('20 tokens') as string, extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
      ],
    });
  });

  it('when its body is too large', async () => {
    const { ask } = await serve('limits: { bodyBytes: 2000 }');
    expect((await ask(`{ hello } # ${'x'.repeat(1900)}`)).status).toBe(200);
    expect(await ask(`{ hello } # ${'x'.repeat(2000)}`)).toMatchObject({
      status: 413,
      errors: [{ message: 'The body is larger than 2000 bytes, the limit.' }],
    });
  });

  it('when its body is too large, though its length was not told beforehand', async () => {
    const { send } = await serve('limits: { bodyBytes: 2000 }');
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(' '.repeat(500)));
      },
    });
    const headers = { 'content-type': 'application/json' };
    expect((await send('/graphql', { method: 'POST', headers, body, duplex: 'half' })).status).toBe(413);
  });

  it('when it has too many references', async () => {
    const { ask } = await serve('limits: { references: 3 }');
    expect((await ask(entity('{ id }'), { variables: references(3) })).status).toBe(200);
    expect(await ask(entity('{ id }'), { variables: references(4) })).toMatchObject({
      status: 400,
      errors: [
        {
          message: 'The query has 4 references (representations); the limit is 3.',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });
});

describe('what a query may cost', () => {
  // A connection is one, each of its rows is one, and so is each object in a row.
  it.each([
    ['a page of the default size', '{ clusters { nodes { id } } }', {}, 21],
    ['a page of a size written out', '{ clusters(first: 3) { nodes { id } } }', {}, 4],
    ['a page read backwards', '{ clusters(last: 4) { nodes { id } } }', {}, 5],
    ['a page read backwards, beside a null', '{ clusters(first: null, last: 4) { nodes { id } } }', {}, 5],
    [
      'rows by one of two variables',
      'query ($f: Int, $l: Int) { clusters(first: $f, last: $l) { nodes { id } } }',
      { l: 4 },
      5,
    ],
    ['an empty page', '{ clusters(first: 0) { nodes { id } } }', {}, 1],
    ['a page of a size in a variable', 'query ($n: Int) { clusters(first: $n) { nodes { id } } }', { n: 7 }, 8],
    ['a variable with a default', 'query ($n: Int = 6) { clusters(first: $n) { nodes { id } } }', {}, 7],
    ['a variable without a value', 'query ($n: Int) { clusters(first: $n) { nodes { id } } }', {}, 21],
    ['a variable that is null', 'query ($n: Int = 6) { clusters(first: $n) { nodes { id } } }', { n: null }, 21],
    ['edges', '{ clusters(first: 3) { edges { node { id } } } }', {}, 7],
    [
      'pages in pages',
      '{ clusters(first: 3) { nodes { clusters(first: 4) { nodes { id } } } } }',
      {},
      1 + 3 * (1 + (1 + 4)),
    ],
    ['a fragment', '{ clusters(first: 3) { ...P } } fragment P on ClusterConnection { nodes { id } }', {}, 4],
    [
      'a fragment inside of a row',
      '{ clusters(first: 3) { nodes { ...C } } } fragment C on Cluster { self { id } }',
      {},
      7,
    ],
    [
      'references',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cluster { clusters(first: 5) { nodes { id } } } } }',
      references(10),
      10 * (1 + 1 + 5),
    ],
    [
      'a list of accounts, of which there is one',
      '{ cloudAccounts { clusters(first: 3) { nodes { id } } } }',
      {},
      1 + 1 + 3,
    ],
    ['a page that is larger than any may be', '{ clusters(first: 100000) { nodes { id } } }', {}, 101],
    ['no rows at all', '{ hello }', {}, 0],
  ])('%s: what it asks for, rows multiplied', async (_, query, variables, cost) => {
    const within = await serve(`limits: { cost: ${Math.max(cost, 1)} }`);
    expect((await within.ask(query, { variables })).errors).toBeUndefined();
    if (cost < 2) return;
    const beyond = await serve(`limits: { cost: ${cost - 1} }`);
    expect(await beyond.ask(query, { variables })).toMatchObject({
      status: 400,
      errors: [
        {
          message: `The query may ask for ${cost} rows and calls (lists multiplied by their first or last); the limit is ${cost - 1}.`,
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  it('is looked at anew when the same query comes with other variables', async () => {
    const { ask } = await serve('limits: { cost: 10 }');
    const query = 'query ($n: Int) { clusters(first: $n) { nodes { id } } }';
    const statuses = [];
    for (const n of [5, 50, 5]) statuses.push((await ask(query, { variables: { n } })).status);
    expect(statuses).toEqual([200, 400, 200]);
  });
});

describe('fragments that spread each other', () => {
  const twice = (level: number, field: string) =>
    `fragment F${level} on Cluster { ${field}: self { ...F${level + 1} } self { ...F${level + 1} } }`;
  const bomb = (levels: number, field: string) =>
    `${entity('{ ...F0 }')} ${Array.from({ length: levels }, (_, level) => twice(level, field)).join(' ')} fragment F${levels} on Cluster { id }`;

  it('cannot hide how deep and how wide a query is', async () => {
    const { ask } = await serve();
    const { status, errors } = await ask(bomb(200, 'again'), { variables: references(1) });
    expect(status).toBe(400);
    expect(errors?.map(({ message }) => message.replace(/\d\S*/, 'N'))).toEqual([
      'The query has N levels, fragments put in place; the limit is 20.',
      'The query has N aliases, fragments put in place; the limit is 50.',
      'The query has N fields and fragments, fragments put in place; the limit is 20000.',
    ]);
  });

  it('cannot hide what it costs', async () => {
    const { ask } = await serve('limits: { aliases: 10000, selections: 100000, cost: 20000 }');
    const within = await ask(bomb(12, 'again'), { variables: references(1) });
    const beyond = await ask(bomb(13, 'again'), { variables: references(3) });
    expect([within.status, beyond.status]).toEqual([200, 400]);
  });

  it('may not spread themselves', async () => {
    const { ask } = await serve();
    expect((await ask('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }')).status).toBe(400);
  });
});

describe('the schema', () => {
  const SDL = '{ _service { sdl } }';
  const INTROSPECTION = '{ __schema { queryType { name } } }';

  it.each([
    ['is told', '', {}, 200],
    ['is not told where introspection is off', 'server: { introspection: false }', {}, 400],
  ])('%s', async (_, yaml, headers, status) => {
    const { ask } = await serve(yaml);
    expect((await ask(SDL, { headers })).status).toBe(status);
    expect((await ask(INTROSPECTION, { headers })).status).toBe(status);
  });

  it('is told to a router that proves itself, though introspection is off', async () => {
    const { ask } = await serve('server: { introspection: false }\nauth: { routerSecret: s }');
    const headers = { 'router-authorization': 's' };
    expect((await ask(SDL, { headers })).status).toBe(200);
    expect((await ask(INTROSPECTION, { headers })).status).toBe(400);
  });

  it('is not told by suggestions either where introspection is off', async () => {
    const [open, closed] = await Promise.all([serve(), serve('server: { introspection: false }')]);
    expect((await open.ask('{ helo }')).errors?.[0]?.message).toContain('Did you mean');
    expect((await closed.ask('{ helo }')).errors?.[0]?.message).not.toContain('Did you mean');
  });
});

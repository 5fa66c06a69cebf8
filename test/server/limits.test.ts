import { describe, expect, it } from 'vitest';
import { serve } from './test-server.js';

/** A query with this number of levels. */
const deep = (levels: number) => `{ ${'self { '.repeat(levels - 1)}id${' }'.repeat(levels - 1)} }`;
const entity = (selection: string) =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cluster ${selection} } }`;
const references = (count: number) => ({
  r: Array.from({ length: count }, (_, index) => ({ __typename: 'Cluster', id: `${index}` })),
});

describe('a query is rejected before its execution, with the limit in the message,', () => {
  it('if it is too deep', async () => {
    const { postQuery } = await serve('limits: { depth: 5 }');
    const variables = references(1);
    expect((await postQuery(entity(deep(4)), { variables })).status).toBe(200);
    expect(await postQuery(entity(deep(5)), { variables })).toMatchObject({
      status: 400,
      errors: [{ message: 'The query has 6 levels, fragments included; the limit is 5.' }],
    });
  });

  it('if it has too many aliases', async () => {
    const { postQuery } = await serve('limits: { aliases: 3 }');
    const aliased = (count: number) =>
      `{ ${Array.from({ length: count }, (_, index) => `a${index}: hello`).join(' ')} }`;
    expect((await postQuery(aliased(3))).status).toBe(200);
    expect(await postQuery(aliased(4))).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining('the limit is 3.') as string }],
    });
  });

  it('if it has too many aliases in fragments, counted for each spread', async () => {
    const { postQuery } = await serve('limits: { aliases: 5 }');
    const spread = (times: number) => `{ ${'...F '.repeat(times)} } fragment F on Query { a: hello b: hello }`;
    expect((await postQuery(spread(2))).status).toBe(200);
    expect(await postQuery(spread(3))).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining('6 aliases') as string }],
    });
  });

  it('if it has too many directives', async () => {
    const { postQuery } = await serve('limits: { directives: 2 }');
    const skipped = (count: number) => `{ ${'hello @skip(if: false) '.repeat(count)} }`;
    expect((await postQuery(skipped(2))).status).toBe(200);
    expect(await postQuery(skipped(3))).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining('3 directives') as string }],
    });
  });

  it('if its fragments double with each level', async () => {
    const { postQuery } = await serve();
    const twice = (level: number) => `fragment F${level} on Cluster { ...F${level + 1} ...F${level + 1} }`;
    const bomb = (levels: number) =>
      `${entity('{ ...F0 }')} ${Array.from({ length: levels }, (_, level) => twice(level)).join(' ')} fragment F${levels} on Cluster { id }`;
    expect((await postQuery(bomb(12), { variables: references(1) })).status).toBe(200);
    for (const levels of [14, 30, 200]) {
      expect(await postQuery(bomb(levels), { variables: references(1) })).toMatchObject({
        status: 400,
        errors: [
          {
            message: expect.stringMatching(
              / fields and fragments, fragments included; the limit is 20000\.$/,
            ) as string,
          },
        ],
      });
    }
  });

  it('if it has too many tokens', async () => {
    const { postQuery } = await serve('limits: { tokens: 20 }');
    expect((await postQuery(`{ ${'hello '.repeat(18)} }`)).status).toBe(200);
    expect(await postQuery(`{ ${'hello '.repeat(19)} }`)).toMatchObject({
      status: 400,
      errors: [
        { message: expect.stringContaining('20 tokens') as string, extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
      ],
    });
  });

  it('if its body is too large', async () => {
    const { postQuery } = await serve('limits: { bodyBytes: 2000 }');
    expect((await postQuery(`{ hello } # ${'x'.repeat(1900)}`)).status).toBe(200);
    expect(await postQuery(`{ hello } # ${'x'.repeat(2000)}`)).toMatchObject({
      status: 413,
      errors: [{ message: 'The body is larger than 2000 bytes, the limit.' }],
    });
  });

  it('if its body is too large and has no Content-Length', async () => {
    const { send } = await serve('limits: { bodyBytes: 2000 }');
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(' '.repeat(500)));
      },
    });
    const headers = { 'content-type': 'application/json' };
    expect((await send('/graphql', { method: 'POST', headers, body, duplex: 'half' })).status).toBe(413);
  });

  it('if it has too many references', async () => {
    const { postQuery } = await serve('limits: { references: 3 }');
    expect((await postQuery(entity('{ id }'), { variables: references(3) })).status).toBe(200);
    expect(await postQuery(entity('{ id }'), { variables: references(4) })).toMatchObject({
      status: 400,
      errors: [
        {
          message: 'The query has 4 different references (representations); the limit is 3.',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });
});

describe('fragments that spread each other', () => {
  const twice = (level: number, field: string) =>
    `fragment F${level} on Cluster { ${field}: self { ...F${level + 1} } self { ...F${level + 1} } }`;
  const bomb = (levels: number, field: string) =>
    `${entity('{ ...F0 }')} ${Array.from({ length: levels }, (_, level) => twice(level, field)).join(' ')} fragment F${levels} on Cluster { id }`;

  it('count for the limits of depth and width', async () => {
    const { postQuery } = await serve();
    const { status, errors } = await postQuery(bomb(200, 'again'), { variables: references(1) });
    expect(status).toBe(400);
    expect(errors?.map(({ message }) => message.replace(/\d\S*/, 'N'))).toEqual([
      'The query has N levels, fragments included; the limit is 20.',
      'The query has N aliases, fragments included; the limit is 50.',
      'The query has N fields and fragments, fragments included; the limit is 20000.',
    ]);
  });

  it('count for the cost', async () => {
    const { postQuery } = await serve('limits: { aliases: 10000, selections: 100000, cost: 20000 }');
    const within = await postQuery(bomb(12, 'again'), { variables: references(1) });
    const beyond = await postQuery(bomb(13, 'again'), { variables: references(3) });
    expect([within.status, beyond.status]).toEqual([200, 400]);
  });

  it('are rejected if they form a cycle', async () => {
    const { postQuery } = await serve();
    expect((await postQuery('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }')).status).toBe(400);
  });
});

describe('the schema', () => {
  const SDL = '{ _service { sdl } }';
  const INTROSPECTION = '{ __schema { queryType { name } } }';

  it.each([
    ['is readable', '', {}, 200],
    ['is not readable if introspection is off', 'server: { introspection: false }', {}, 400],
  ])('%s', async (_, yaml, headers, status) => {
    const { postQuery } = await serve(yaml);
    expect((await postQuery(SDL, { headers })).status).toBe(status);
    expect((await postQuery(INTROSPECTION, { headers })).status).toBe(status);
  });

  it('is readable for a router with the secret if introspection is off', async () => {
    const { postQuery } = await serve('server: { introspection: false }\nauth: { routerSecret: s }');
    const headers = { 'router-authorization': 's' };
    expect((await postQuery(SDL, { headers })).status).toBe(200);
    expect((await postQuery(INTROSPECTION, { headers })).status).toBe(400);
  });

  it('does not appear in suggestions if introspection is off', async () => {
    const [open, closed] = await Promise.all([serve(), serve('server: { introspection: false }')]);
    expect((await open.postQuery('{ helo }')).errors?.[0]?.message).toContain('Did you mean');
    expect((await closed.postQuery('{ helo }')).errors?.[0]?.message).not.toContain('Did you mean');
  });
});

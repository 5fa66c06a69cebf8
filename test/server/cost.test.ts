import { describe, expect, it } from 'vitest';
import { serve } from './test-server.js';

const entity = (selection: string) =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cluster ${selection} } }`;
const references = (count: number) => ({
  r: Array.from({ length: count }, (_, index) => ({ __typename: 'Cluster', id: `${index}` })),
});

describe('references', () => {
  const many = (count: number, distinct: number) => ({
    r: Array.from({ length: count }, (_, index) => ({ __typename: 'Cluster', id: `${index % distinct}` })),
  });

  it('count once if they are repeated, as some gateways do', async () => {
    const { postQuery } = await serve('limits: { references: 30 }');
    const within = await postQuery(entity('{ id }'), { variables: many(1100, 30) });
    expect(within.status).toBe(200);
    expect((within.data as { _entities: object[] })._entities).toHaveLength(1100);
    expect(await postQuery(entity('{ id }'), { variables: many(1100, 31) })).toMatchObject({
      status: 400,
      errors: [{ message: 'The query has 31 different references (representations); the limit is 30.' }],
    });
  });

  it('count once if they are literals or a default value', async () => {
    const { postQuery } = await serve('limits: { references: 2 }');
    const list = (ids: number[]) => `[${ids.map((id) => `{ __typename: "Cluster", id: "${id}" }`).join(', ')}]`;
    const writtenOut = (ids: number[]) => `{ _entities(representations: ${list(ids)}) { ... on Cluster { id } } }`;
    const preset = (ids: number[]) => entity('{ id }').replace('[_Any!]!', `[_Any!]! = ${list(ids)}`);
    for (const query of [writtenOut, preset]) {
      expect((await postQuery(query([1, 2, 1, 2, 1]))).status).toBe(200);
      expect((await postQuery(query([1, 2, 1, 2, 3]))).status).toBe(400);
    }
  });

  it('count separately for each _entities field of a query', async () => {
    const { postQuery } = await serve('limits: { references: 3 }');
    const twice =
      'query ($r: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: $r) { __typename } }';
    expect((await postQuery(twice, { variables: many(10, 1) })).status).toBe(200);
    expect((await postQuery(twice, { variables: many(10, 2) })).status).toBe(400);
  });

  it('cost one row each, even if they are repeated', async () => {
    const { postQuery } = await serve('limits: { cost: 100 }');
    expect((await postQuery(entity('{ id }'), { variables: many(100, 1) })).status).toBe(200);
    expect((await postQuery(entity('{ id }'), { variables: many(101, 1) })).status).toBe(400);
  });
});

describe('the cost of a query', () => {
  // A connection costs 1, each of its rows 1, and each object in a row 1.
  it.each([
    ['a page of the default size', '{ clusters { nodes { id } } }', {}, 21],
    ['a page with a literal size', '{ clusters(first: 3) { nodes { id } } }', {}, 4],
    ['a page read backwards', '{ clusters(last: 4) { nodes { id } } }', {}, 5],
    ['a page read backwards, with first: null', '{ clusters(first: null, last: 4) { nodes { id } } }', {}, 5],
    [
      'a page whose size is one of two variables',
      'query ($f: Int, $l: Int) { clusters(first: $f, last: $l) { nodes { id } } }',
      { l: 4 },
      5,
    ],
    ['an empty page', '{ clusters(first: 0) { nodes { id } } }', {}, 1],
    ['a page whose size is a variable', 'query ($n: Int) { clusters(first: $n) { nodes { id } } }', { n: 7 }, 8],
    ['a variable with a default', 'query ($n: Int = 6) { clusters(first: $n) { nodes { id } } }', {}, 7],
    ['a variable without a value', 'query ($n: Int) { clusters(first: $n) { nodes { id } } }', {}, 21],
    ['a variable that is null', 'query ($n: Int = 6) { clusters(first: $n) { nodes { id } } }', { n: null }, 21],
    ['edges', '{ clusters(first: 3) { edges { node { id } } } }', {}, 7],
    [
      'nested pages',
      '{ clusters(first: 3) { nodes { clusters(first: 4) { nodes { id } } } } }',
      {},
      1 + 3 * (1 + (1 + 4)),
    ],
    ['a fragment', '{ clusters(first: 3) { ...P } } fragment P on ClusterConnection { nodes { id } }', {}, 4],
    ['a fragment in a row', '{ clusters(first: 3) { nodes { ...C } } } fragment C on Cluster { self { id } }', {}, 7],
    [
      'references',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cluster { clusters(first: 5) { nodes { id } } } } }',
      references(10),
      10 * (1 + 1 + 5),
    ],
    [
      'a list of accounts, with one account',
      '{ cloudAccounts { clusters(first: 3) { nodes { id } } } }',
      {},
      1 + 1 + 3,
    ],
    ['a page beyond the maximum page size', '{ clusters(first: 100000) { nodes { id } } }', {}, 101],
    ['no rows', '{ hello }', {}, 0],
  ])('multiplies the sizes of nested lists: %s', async (_, query, variables, cost) => {
    const within = await serve(`limits: { cost: ${Math.max(cost, 1)} }`);
    expect((await within.postQuery(query, { variables })).errors).toBeUndefined();
    if (cost < 2) return;
    const beyond = await serve(`limits: { cost: ${cost - 1} }`);
    expect(await beyond.postQuery(query, { variables })).toMatchObject({
      status: 400,
      errors: [
        {
          message: `The query may request ${cost} rows and calls (lists multiplied by their first or last); the limit is ${cost - 1}.`,
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  it('is calculated again for other variables of the same query', async () => {
    const { postQuery } = await serve('limits: { cost: 10 }');
    const query = 'query ($n: Int) { clusters(first: $n) { nodes { id } } }';
    const statuses = [];
    for (const n of [5, 50, 5]) statuses.push((await postQuery(query, { variables: { n } })).status);
    expect(statuses).toEqual([200, 400, 200]);
  });
});

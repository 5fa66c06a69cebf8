import { execute, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJobgraph, type Jobgraph } from '../../src/index.js';
import { createRandom, type Random } from '../../src/simulator/random.js';
import { runs } from '../support/long.js';
import { type Fleet, startFleet } from './fleet.js';

let fleet: Fleet;
let jobgraph: Jobgraph;
let id: string;
beforeAll(async () => {
  fleet = await startFleet({ settings: { limits: { depth: 1000, aliases: 10_000, directives: 10_000 } } });
  jobgraph = await createJobgraph({ accounts: fleet.clouds.accounts, log: { level: 'silent' } });
  const { clusters } = await fleet.read<{ clusters: { nodes: { id: string }[] } }>(
    '{ clusters(first: 1) { nodes { id } } }',
  );
  id = clusters.nodes[0]?.id ?? '';
});
afterAll(async () => {
  await jobgraph.close();
  await fleet.close();
});

/** The result of graphql-js for the same query over the same clouds. */
async function expected(query: string, variableValues: object, operationName?: string) {
  const contextValue = await jobgraph.createContext();
  const { schema } = jobgraph;
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const options = { schema, document, contextValue, variableValues: { ...variableValues }, operationName };
  const { data, errors } = await execute(options);
  return JSON.parse(JSON.stringify({ data, messages: errors?.map(({ message }) => message) })) as object;
}

async function actual(query: string, variables: object) {
  const { data, errors } = await fleet.execute(query, variables);
  return { data, ...(errors && { messages: errors.map(({ message }) => message) }) };
}

const TYPES = ['ClusterJob', 'Cluster', 'CloudAccount'] as const;
type TypeName = (typeof TYPES)[number];
const LEAVES: Record<TypeName, readonly [string, ...string[]]> = {
  ClusterJob: ['id', 'nativeId', 'action', 'status', 'createdAt', 'finishedAt', '__typename'],
  Cluster: ['id', 'nativeId', 'resourceName', 'provider', 'name', '__typename'],
  CloudAccount: ['id', 'name', 'region', 'provider', '__typename'],
};
const CHILDREN: Record<TypeName, Partial<Record<string, TypeName>>> = {
  ClusterJob: { account: 'CloudAccount', clusters: 'Cluster' },
  Cluster: { account: 'CloudAccount' },
  CloudAccount: {},
};

/** A random query with named and inline fragments, repeated fields, and conditions on all of them. */
function randomQuery(random: Random): string {
  const names = TYPES.flatMap((type) => [0, 1].map((number) => ({ type, name: `${type}${number}` })));
  const condition = () => {
    if (!random.chance(0.3)) return '';
    return ` @${random.pick(['skip', 'include'])}(if: ${random.pick(['$a', '$b', 'true', 'false'])})`;
  };
  const selection = (type: TypeName, depth: number, fragments: readonly string[]): string => {
    const child = random.pick(['', ...Object.keys(CHILDREN[type])]);
    const childType = CHILDREN[type][child];
    const roll = random.integer(0, 9);
    if (roll < 2 && depth > 0) return `... on ${type}${condition()} ${set(type, depth - 1, fragments)}`;
    if (roll < 5) {
      const possible = names.filter((other) => other.type === type && fragments.includes(other.name));
      const spread = possible[random.integer(0, possible.length)];
      if (spread) return `...${spread.name}${condition()}`;
    }
    if (childType && depth > 0) return `${child}${condition()} ${set(childType, depth - 1, fragments)}`;
    const leaf = random.pick(LEAVES[type]);
    return `${random.chance(0.1) ? `other_${leaf}: ` : ''}${leaf}${condition()}`;
  };
  const set = (type: TypeName, depth: number, fragments: readonly string[]): string =>
    `{ ${Array.from({ length: random.integer(1, 4) }, () => selection(type, depth, fragments)).join(' ')} }`;
  // A fragment spreads only those after it, so that none spreads itself.
  const all = names.map(({ name }) => name);
  const definitions = names.map(
    ({ type, name }, index) => `fragment ${name} on ${type} ${set(type, 2, all.slice(index + 1))}`,
  );
  const used = `used: clusterJobs(first: 0) { nodes { ...ClusterJob0 ...ClusterJob1 clusters { ...Cluster0 ...Cluster1 } account { ...CloudAccount0 ...CloudAccount1 } } }`;
  return `query ($id: ID!, $a: Boolean!, $b: Boolean = true) {
    one: cluster(id: $id) ${set('Cluster', 3, all)}
    two: cluster(id: $id)${condition()} ${set('Cluster', 3, all)}
    jobs: clusterJobs(first: 2) { nodes ${set('ClusterJob', 3, all)} nodes ${set('ClusterJob', 3, all)} }
    ${used} cloudAccounts @include(if: $b) { name } __typename @skip(if: $a)
  }\n${definitions.join('\n')}`;
}

describe('compiled queries', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => `${seed}`))(
    'give the same result as graphql-js for any skipped or included fields: %s',
    async (seed) => {
      const random = createRandom(`compiled/${seed}`);
      for (let round = 0; round < runs(1, 24); round++) {
        const query = randomQuery(random);
        for (const a of [true, false]) {
          const variables = { id, a, ...(random.chance(0.5) && { b: random.chance(0.5) }) };
          expect(await actual(query, variables), `${query}\n${JSON.stringify(variables)}`).toEqual(
            await expected(query, variables),
          );
        }
      }
    },
  );

  it('do not depend on the other operations of their document', async () => {
    const document = `query A($a: Boolean!) { cloudAccounts { id ...F @include(if: $a) } }
      query B { cloudAccounts { id ...F } } fragment F on CloudAccount { name }`;
    const execute = (operationName: string, variables: object) =>
      fleet.execute<{ cloudAccounts: object[] }>(document, variables, {}, operationName);
    const whole = (await execute('B', {})).data.cloudAccounts;
    expect(Object.keys(whole[0] ?? {})).toEqual(['id', 'name']);
    expect((await execute('A', { a: false })).data.cloudAccounts).not.toEqual(whole);
    expect((await execute('A', { a: true })).data.cloudAccounts).toEqual(whole);
    expect((await execute('B', {})).data.cloudAccounts).toEqual(whole);
  });

  it('do not require the variables of other operations', async () => {
    const document = `query A($x: Boolean!) { ...F } query B { ...G }
      fragment F on Query { cloudAccounts { id @include(if: $x) } } fragment G on Query { cloudAccounts { name } }`;
    const { data, errors } = await fleet.execute<{ cloudAccounts: object[] }>(document, {}, {}, 'B');
    expect(errors).toBeUndefined();
    expect(data.cloudAccounts.length).toBeGreaterThan(1);
  });

  it.each([
    [
      'a default for a variable that must not be null',
      'query ($n: Int! = 2) { clusters(first: $n) { nodes { id } } }',
      {},
    ],
    [
      'a default of a list',
      'query ($p: [CloudProvider!]! = [QINGCLOUD]) { clusters(first: 1, filter: { providers: $p }) { totalCount } }',
      {},
    ],
    [
      'variables named like members of Object.prototype',
      'query ($toString: Int, $__proto__: Int) { clusters(first: $toString, last: $__proto__) { totalCount } }',
      {},
    ],
    [
      'a response name that is special in JavaScript',
      '{ cloudAccount(name: "tables") { __proto__: name constructor: id } }',
      {},
    ],
    [
      'a variable in a reference',
      'query ($id: ID!) { _entities(representations: [{ __typename: "CloudAccount", id: $id }]) { ... on CloudAccount { name } } }',
      { id: 'WyJhY2NvdW50IiwidGFibGVzIl0' },
    ],
    ['an empty result', 'query ($a: Boolean! = false) { cloudAccounts { name @include(if: $a) } }', {}],
  ])('support %s', async (_, query, variables) => {
    const result = await actual(query, variables);
    expect(result.data).not.toBeNull();
    expect(result).toEqual(await expected(query, variables));
  });

  it.each([
    [
      'a list where an object is required',
      'query ($f: ClusterFilter) { clusters(first: 1, filter: $f) { totalCount } }',
      { f: [] },
      /^Variable "\$f" got invalid value \[\]/,
    ],
    [
      'null for a variable with a default',
      'query ($n: String = "tables") { cloudAccount(name: $n) { name } }',
      { n: null },
      /^Variable "\$n" must not be null here\.$/,
    ],
    [
      'a condition that is null',
      'query ($a: Boolean = true) { cloudAccounts { name @skip(if: $a) } }',
      { a: null },
      /^Variable "\$a" must not be null here\.$/,
    ],
  ])('reject %s', async (_, query, variables, message) => {
    expect(await fleet.execute(query, variables)).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringMatching(message) as string, extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});

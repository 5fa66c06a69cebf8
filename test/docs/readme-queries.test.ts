import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fleet, startFleet } from '../graph/fleet.js';

/** The README's queries, each with the answer that is shown below it. */
const EXAMPLES = [
  ...readFileSync(new URL('../../README.md', import.meta.url), 'utf8').matchAll(
    /^```graphql\n([^]*?)^```\n\n```json\n([^]*?)^```$/gm,
  ),
].map(([, query = '', answer = '']) => ({ name: /query (\w+)/.exec(query)?.[1] ?? query, query, answer }));

let fleet: Fleet;
let cluster: string | undefined;

beforeAll(async () => {
  fleet = await startFleet({ size: 'full' });
  const find = EXAMPLES.find(({ name }) => name === 'FindCluster')?.query ?? '';
  const { clusters } = await fleet.read<{ clusters: { nodes: { id: string }[] } }>(find);
  cluster = clusters.nodes[0]?.id;
});
afterAll(() => fleet.close());

/** What an answer is made of: the paths of its fields, those of all rows together. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => fieldsOf(each, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [`${path}.${key}`, ...fieldsOf(each, `${path}.${key}`)]);
}

function lists(value: unknown): unknown[][] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [value as unknown[]] : []), ...Object.values(value).flatMap(lists)];
}

describe('the README', () => {
  it('shows an answer to each of its queries', () => {
    expect(EXAMPLES.map(({ name }) => name)).toEqual([
      'Accounts',
      'ClustersWithJobs',
      'FindCluster',
      'JobsOfOneCluster',
      'FailedJobs',
      'LatestJobs',
    ]);
  });

  it.each(EXAMPLES)(
    'has a query that is answered with rows, and with the fields that it shows: $name',
    async ({ query, answer }) => {
      const data = await fleet.read<unknown>(query, { cluster });
      expect(lists(data)[0]?.length).toBeGreaterThan(0);
      const shown: unknown = JSON.parse(answer);
      const known = new Set(fieldsOf(data));
      expect([...new Set(fieldsOf(shown))].filter((field) => !known.has(field))).toEqual([]);
      expect(new Set(fieldsOf(shown)).size).toBeGreaterThan(known.size / 2);
    },
  );
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fleet, startFleet } from '../graph/fleet.js';

/** The queries of the README, each with the result that is shown below it. */
const EXAMPLES = [
  ...readFileSync(new URL('../../README.md', import.meta.url), 'utf8').matchAll(
    /^```graphql\n([^]*?)^```\n\n```json\n([^]*?)^```$/gm,
  ),
].map(([, query = '', result = '']) => ({ name: /query (\w+)/.exec(query)?.[1] ?? query, query, result }));

let fleet: Fleet;

beforeAll(async () => {
  fleet = await startFleet({ size: 'full' });
});
afterAll(() => fleet.close());

/** The paths of all fields in a result; those of all rows together. */
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
  it('shows a result for each of its queries', () => {
    expect(EXAMPLES.map(({ name }) => name)).toEqual(['LatestJobs', 'FailedJobs', 'ClustersWithJobs']);
  });

  it.each(EXAMPLES)('has a query that returns rows with the fields that it shows: $name', async ({ query, result }) => {
    const data = await fleet.read<unknown>(query);
    expect(lists(data)[0]?.length).toBeGreaterThan(0);
    const shown: unknown = JSON.parse(result);
    const known = new Set(fieldsOf(data));
    expect([...new Set(fieldsOf(shown))].filter((field) => !known.has(field))).toEqual([]);
    expect(new Set(fieldsOf(shown)).size).toBeGreaterThan(known.size / 2);
  });
});

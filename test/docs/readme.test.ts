import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { buildSubgraph, subgraphDocument } from '../schema/subgraph.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/operations.md',
  'docs/add-a-provider.md',
  'docs/recipes/README.md',
  'examples/clients/README.md',
  'examples/company-graph/README.md',
];

function read(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group = '']) => group);
}

describe('the README', () => {
  const queries = matches(read('README.md'), /^```graphql\n(query [^]*?)^```$/gm).map((source) => ({
    source,
    name: /query (\w+)/.exec(source)?.[1] ?? source,
  }));

  it('has queries to try, each with a name of its own', () => {
    expect(queries.length).toBeGreaterThan(4);
    expect(new Set(queries.map(({ name }) => name)).size).toBe(queries.length);
  });

  it.each(queries)('has a query that the schema accepts: $name', ({ source }) => {
    const problems = validate(buildSubgraph(subgraphDocument()), parse(source));
    expect(problems.map(({ message }) => message)).toEqual([]);
  });

  it('shows a configuration that is accepted as it stands', () => {
    const [file = ''] = matches(read('README.md'), /^```yaml\n([^]*?)^```$/gm);
    const environment = Object.fromEntries(matches(file, /\$\{(\w+)\}/g).map((name) => [name, 'from the environment']));
    expect(loadConfig(file, environment)).toMatchObject({ ok: true });
  });

  it('tells how to start and how to test', () => {
    expect(read('README.md')).toContain('npm ci && npm start');
    expect(read('README.md')).toContain('npm ci && npm test');
  });
});

describe.each(pages)('%s', (page) => {
  it('links only to what exists', () => {
    const links = matches(read(page), /\]\((?!https?:)([^)#]+)[^)]*\)/g);
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../src/app/configuration.js';
import { buildSubgraph, subgraphDocument } from '../schema/subgraph.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/configuration.md',
  'docs/embedding.md',
  'docs/errors.md',
  'docs/federation.md',
  'docs/operations.md',
  'docs/paging.md',
  'docs/performance.md',
  'docs/schema.md',
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

/** The anchors of a page's headings, as GitHub makes them. */
function headingsOf(text: string): string[] {
  return matches(text, /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the README', () => {
  const queries = matches(read('README.md'), /^```graphql\n(query [^]*?)^```$/gm).map((source) => ({
    source,
    name: /query (\w+)/.exec(source)?.[1] ?? source,
  }));

  it('has three queries with different names', () => {
    expect(queries).toHaveLength(3);
    expect(new Set(queries.map(({ name }) => name)).size).toBe(queries.length);
  });

  it.each(queries)('has a query that is valid against the schema: $name', ({ source }) => {
    const problems = validate(buildSubgraph(subgraphDocument()), parse(source));
    expect(problems.map(({ message }) => message)).toEqual([]);
  });

  it('shows a valid configuration', async () => {
    const [file = ''] = matches(read('README.md'), /^```yaml\n([^]*?)^```$/gm);
    const environment = Object.fromEntries(matches(file, /\$\{(\w+)\}/g).map((name) => [name, 'from the environment']));
    await expect(parseConfiguration(file, environment, 'The configuration')).resolves.toBeDefined();
  });

  it('is shorter than 250 lines', () => {
    expect(read('README.md').split('\n').length).toBeLessThan(250);
  });

  it('shows how to start and how to test', () => {
    expect(read('README.md')).toContain('npm ci && npm start');
    expect(read('README.md')).toContain('npm ci && npm test');
  });
});

describe.each(pages)('%s', (page) => {
  it('links only to existing files and headings', () => {
    const links = matches(read(page), /\]\((?!https?:)([^)]+)\)/g);
    const isBroken = (link: string) => {
      const [path = '', heading] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(root, target))) return true;
      return heading !== undefined && !headingsOf(read(target)).includes(heading);
    };
    expect(links.filter(isBroken)).toEqual([]);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readSdl } from '../../src/graph/schema.js';

const folder = new URL('../../docs/', import.meta.url);
const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(([, block = '']) => block);

describe.each(['federation.md', 'embedding.md'])('docs/%s', (page) => {
  const text = readFileSync(new URL(page, folder), 'utf8');

  it('links only to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !existsSync(new URL(link, folder)))).toEqual([]);
  });

  it('shows valid YAML', () => {
    const problems = blocks(text, 'yaml').flatMap((block) => parseDocument(block).errors);
    expect(problems).toEqual([]);
  });

  it('shows subgraphs that can be composed with Jobgraph', () => {
    const neighbours = blocks(text, 'graphql').map((block, index) => `neighbour-${index}\n${block}`.split('\n'));
    for (const [name = '', ...lines] of neighbours) {
      const services = [
        { name: 'jobgraph', url: 'http://jobgraph.example', typeDefs: parse(readSdl()) },
        { name, url: 'http://neighbour.example', typeDefs: parse(lines.join('\n')) },
      ];
      expect(composeServices(services).errors ?? []).toEqual([]);
    }
  });
});

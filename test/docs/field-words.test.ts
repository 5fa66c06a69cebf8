import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Words that the field's terms replaced. In code, an ESLint rule forbids them as names: `eslint/field-words.js`. */
const WORDS: readonly (readonly [word: RegExp, term: string])[] = [
  [/(?<!SQL )\bdialects?\b/i, 'pagination style'],
  [/\bpartings?\b/i, 'end of the operation'],
  [/\bknown answers?\b/i, 'parsed response'],
  [/\bblind spots?\b/i, 'unlisted account'],
  [/\bmended\b/i, 'recovered, or fixed'],
  [/\bverdicts?\b/i, 'response class'],
  [/\bgates?\b/i, 'concurrency limiter'],
  [/\bpaces?\b/i, 'rate'],
  [/\bclues?\b/i, 'source hint'],
  [/\btells? apart\b/i, 'distinguishes'],
  [/\bcomes? about\b|\bcame about\b/i, 'is made, or happens'],
];

const root = new URL('../../', import.meta.url);
const within = (folder: string, ending: string) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.includes('node_modules'))
    .map((file) => `${folder}/${file}`);

const FILES = ['README.md', 'CONTRIBUTING.md', ...within('docs', '.md'), ...within('schema', '.graphql')];

it.each(FILES)('%s uses the words of the field', (file) => {
  const lines = readFileSync(new URL(file, root), 'utf8').split('\n');
  const found = lines.flatMap((line, index) =>
    WORDS.filter(([word]) => word.test(line)).map(
      ([, term]) => `${file}:${index + 1}: write "${term}": ${line.trim()}`,
    ),
  );
  expect(found).toEqual([]);
});

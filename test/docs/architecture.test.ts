import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { codeWords, readPage } from './markdown.js';

const src = fileURLToPath(new URL('../../src/', import.meta.url));
const [, section = ''] = readPage('docs/architecture.md').split('\n## Folders\n');

/** `- \`src/paging/\`: … Imports \`domain\`.` */
const documented = [...section.matchAll(/^- `src\/([\w.-]+)\/?`: ([^]*?)\.\s+Imports\s+([^]*?)\.$/gm)].map(
  ([, folder = '', text = '', imports]) => ({ folder, rooms: codeWords(text), imports: codeWords(imports).sort() }),
);

const entryOf = (file: string) => file.split('/')[0] ?? '';

const imported = new Map<string, Set<string>>();
for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))) {
  const folder = entryOf(file);
  const targets = imported.get(folder) ?? new Set();
  imported.set(folder, targets);
  for (const [, name = ''] of readFileSync(join(src, file), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
    const target = entryOf(relative(src, join(src, dirname(file), name)));
    if (target !== folder) targets.add(target);
  }
}

it('docs/architecture.md lists every folder of src once', () => {
  expect(documented.map(({ folder }) => folder).sort()).toEqual([...imported.keys()].sort());
});

it.each(documented)('docs/architecture.md lists exactly the imports of src/$folder', ({ folder, imports }) => {
  expect(imports).toEqual([...(imported.get(folder) ?? [])].sort());
});

it.each(documented)('docs/architecture.md names only folders that src/$folder has', ({ folder, rooms }) => {
  const named = rooms.filter((room) => /^[\w/]+\/$/.test(room));
  const existing = folder.includes('.') ? [] : readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' });
  expect(named.filter((room) => !existing.includes(room.slice(0, -1)))).toEqual([]);
});

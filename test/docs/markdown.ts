import { readFileSync } from 'node:fs';

/** The text of a page, by its path in the repository. */
export function readPage(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** The rows of the first table under a heading without its head, each as its cells. */
export function tableUnder(text: string, heading: string): readonly (readonly string[])[] {
  const [, after = ''] = `\n${text}`.split(`\n${heading}\n`);
  const [section = ''] = after.split(/\n#{2,3} /);
  const [table = ''] = /(^\|.*\n)+/m.exec(section) ?? [];
  const cells = (line: string) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
  return table.trimEnd().split('\n').slice(2).map(cells);
}

/** The words in code marks. */
export function codeWords(text = ''): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
}

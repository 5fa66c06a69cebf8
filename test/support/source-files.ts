import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** A TypeScript file of the repository. Paths are relative to its root folder: `paging/feed.ts` in `src`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Packages by name, files of the same root by path. Imports of types are included. */
  readonly imports: readonly string[];
}

/** All TypeScript files below a folder of the repository, without built ones. */
export function sourceFilesIn(root: string): readonly SourceFile[] {
  return readdirSync(join(repository, root), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('dist/'))
    .map((path, _, all) => {
      const text = readFileSync(join(repository, root, path), 'utf8');
      return { path, text, lines: text.split('\n').length - 1, imports: importsOf(path, text, new Set(all)) };
    });
}

function importsOf(path: string, text: string, files: ReadonlySet<string>): string[] {
  return [...text.matchAll(/(?:from|import|import\()\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? sourceOf(join(dirname(path), name), files) : name,
  );
}

function sourceOf(imported: string, files: ReadonlySet<string>): string {
  const source = imported.replace(/\.js$/, '.ts');
  return files.has(`${source}x`) ? `${source}x` : source;
}

/** Groups of files that import each other, directly or through others: Tarjan's strongly connected components. */
export function circlesOf(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const importsByPath = new Map(files.map(({ path, imports }) => [path, imports]));
  const [order, lowest] = [new Map<string, number>(), new Map<string, number>()];
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (path: string): number => {
    order.set(path, order.size);
    lowest.set(path, order.size - 1);
    stack.push(path);
    for (const target of importsByPath.get(path) ?? []) {
      if (!importsByPath.has(target)) continue;
      const reached = order.has(target) ? (stack.includes(target) ? order.get(target) : undefined) : visit(target);
      lowest.set(path, Math.min(lowest.get(path) ?? 0, reached ?? Infinity));
    }
    if (lowest.get(path) === order.get(path)) {
      const circle = stack.splice(stack.indexOf(path));
      if (circle.length > 1) circles.push(circle.toSorted());
    }
    return lowest.get(path) ?? 0;
  };
  for (const { path } of files) if (!order.has(path)) visit(path);
  return circles;
}

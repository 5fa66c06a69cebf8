import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { build } from 'rolldown';

await build({
  // The store's threads run a file of their own.
  input: { main: './src/main.ts', index: './src/index.ts', 'store-thread': './src/store/sqlite/worker.ts' },
  platform: 'node',
  // Packages stay packages. But typebox is 683 files, and to read them would be a quarter of the start.
  external: /^(?!typebox(\/|$))[^./]/,
  // The oldest Node of `engines`. Newer syntax is rewritten.
  transform: { target: 'node22.19' },
  output: {
    dir: 'dist',
    cleanDir: true,
    // As deep as the sources: they name `schema` and `package.json` by their place.
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
});

// The fleet page has its packages inside, because a browser loads it from the process alone.
const page = 'dist/fleet-page';
const { output } = await build({
  input: { fleet: './src/fleet-page/main.tsx' },
  platform: 'browser',
  tsconfig: './src/fleet-page/tsconfig.json',
  output: { dir: page, minify: true },
});
// Later rules override earlier ones.
const sheets = ['base', 'header', 'filters', 'timeline', 'jobs', 'screens'];
const styles = sheets.map((name) => readFile(`src/fleet-page/styles/${name}.css`, 'utf8'));
await writeFile(`${page}/fleet.css`, (await Promise.all(styles)).join(''));
await writeFile(`${page}/licenses.txt`, await licensesOf(output.flatMap((chunk) => chunk.moduleIds ?? [])));

// `npx jobgraph` runs it as it lies here, and npm marks what it may run only once.
await chmod('dist/main.js', 0o755);

/** The licences of the packages that the modules belong to: MIT and ISC want their text in every copy. */
async function licensesOf(modules) {
  const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []));
  const texts = [...folders].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    return `${name} ${version} (${license})\n\n${(await readFile(`${folder}/${file}`, 'utf8')).trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

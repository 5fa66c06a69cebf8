import { chmod } from 'node:fs/promises';
import { build } from 'rolldown';

await build({
  // The store's threads run a file of their own.
  input: { main: './src/main.ts', index: './src/index.ts', 'store-thread': './src/store/sqlite/worker.ts' },
  platform: 'node',
  // Packages stay packages. But typebox is 683 files, and to read them would be a quarter of the start.
  external: /^(?!typebox(\/|$))[^./]/,
  output: {
    dir: 'dist',
    cleanDir: true,
    // As deep as the sources: they name `schema` and `package.json` by their place.
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
});

// `npx jobgraph` runs it as it lies here, and npm marks what it may run only once.
await chmod('dist/main.js', 0o755);

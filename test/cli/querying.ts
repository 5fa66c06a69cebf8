import { type SeenJob } from '../clients/serving.js';
import { runInProcess } from './in-process.js';
import { type Ended, REAL, run } from './spawning.js';

/** Runs `jobgraph query` as a child process. */
export const querySpawned = (words: readonly string[]) => run(['query', ...words], { main: REAL });

/** Runs `jobgraph query` in this process. */
export const query = (words: readonly string[], options: { readonly stdin?: string } = {}) =>
  runInProcess(['query', ...words], options);

export function rowsIn({ stdout }: Ended): SeenJob[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SeenJob);
}

import { type SeenJob } from '../clients/serving.js';
import { type Ended, type Options, REAL, run } from './spawning.js';

export const query = (words: readonly string[], options: Options = {}) =>
  run(['query', ...words], { main: REAL, ...options });

export function rowsIn({ stdout }: Ended): SeenJob[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SeenJob);
}

import { appendFileSync } from 'node:fs';

/** Appends what a long run measured to the file JOBGRAPH_FIGURES, one line of JSON each. */
export function recordFigures(figures: object): void {
  const file = process.env['JOBGRAPH_FIGURES'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(figures)}\n`);
}

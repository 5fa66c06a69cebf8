import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatTable } from '../table.js';
import { measureGrowth } from './growth.js';
import { measureParts, type Cost } from './parts.js';

const { values } = parseArgs({ options: { json: { type: 'string' } } });
const costs = [...(await measureParts()), ...(await measureGrowth())];
const late = ['1 feed(s)', '50 feed(s)'].map((feeds) => ({
  feeds,
  ratio: timeOf(`page 1000 of ${feeds}`) / timeOf(`page 2 of ${feeds}`),
}));

if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ node: process.version, costs, late }, null, 2)}\n`);
}
process.stdout.write(formatTable([['what', 'microseconds', 'calls', 'KB'], ...costs.map(toRow)]));
for (const { feeds, ratio } of late) {
  process.stdout.write(
    `Page 1,000 of ${feeds} takes ${ratio.toFixed(2)} of the time of page 2; it should be <= 1.20.\n`,
  );
}

function timeOf(what: string): number {
  return costs.find((cost) => cost.what === what)?.microseconds ?? Number.NaN;
}

function toRow({ what, microseconds, calls, kilobytes }: Cost): string[] {
  const time = Number.isNaN(microseconds) ? '' : microseconds.toFixed(microseconds < 10 ? 2 : 0);
  return [what, time, calls === undefined ? '' : String(calls), kilobytes?.toFixed(0) ?? ''];
}

import { writeFileSync } from 'node:fs';
import { isPinned } from './children.js';
import { measure } from './measure.js';
import { HELP, readOptions, type Options } from './options.js';
import { formatPairs, measurePairs, programOf } from './paired.js';
import { formatReport, toReport } from './report.js';
import { withStage } from './stage.js';

const options = readOptions(process.argv.slice(2));
if (process.platform !== 'linux') throw new Error('The benchmark reads /proc: it runs on Linux only.');
if (options === undefined) process.stdout.write(HELP);
else if (options.against === undefined) await compareServers(options);
else await compareBuilds(options, programOf(options.against));

async function compareServers(options: Options): Promise<void> {
  const measurements = await withStage(options, (stage) => measure(stage, options));
  const report = toReport(measurements, options, isPinned);
  writeJson(options, report);
  process.stdout.write(formatReport(report, options));
}

async function compareBuilds(options: Options, otherProgram: string): Promise<void> {
  const pairs = await withStage(options, (stage) => measurePairs(stage, options, otherProgram));
  writeJson(options, { when: new Date().toISOString(), node: process.version, isPinned, pairs });
  process.stdout.write(formatPairs(pairs));
}

function writeJson({ json }: Options, content: object): void {
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(content, null, 2)}\n`);
}

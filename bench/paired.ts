import { existsSync } from 'node:fs';
import path from 'node:path';
import { RUN_UP, warmUp } from './measure.js';
import type { Options } from './options.js';
import { readScripts, scriptOf } from './responses.js';
import { startServers, stopServers, type ServerName } from './servers.js';
import { progress, run, setBehaviour, shuffled, type Stage } from './stage.js';
import { medianInterval, medianOf, type Interval } from './statistics.js';
import { formatTable } from './table.js';
import type { WorkName } from './works.js';

/** Processor time per query of both builds at one work, measured one right after the other. */
export interface Pair {
  readonly work: WorkName;
  readonly thisMs: number;
  readonly otherMs: number;
}

/** Compilation differs from process to process: both servers are started anew after so many pairs. */
const PAIRS_PER_START = 5;

/** The program of another built checkout. */
export function programOf(checkout: string): string {
  const program = path.resolve(checkout, 'dist/main.js');
  if (!existsSync(program)) throw new Error(`There is no ${program}: run \`npm run build\` in that checkout first.`);
  return program;
}

/** Measures this build and the one in `otherProgram` in turns. */
export async function measurePairs(stage: Stage, options: Options, otherProgram: string): Promise<Pair[]> {
  const pairs: Pair[] = [];
  await setBehaviour(stage, { delayMs: 0, isChanging: options.isChanging });
  for (let done = 0; done < options.pairs; done += PAIRS_PER_START) {
    const count = Math.min(PAIRS_PER_START, options.pairs - done);
    pairs.push(...(await measureWithOneStart(stage, options, otherProgram, count)));
    progress(`${done + count} of ${options.pairs} pairs`);
  }
  return pairs;
}

async function measureWithOneStart(stage: Stage, options: Options, otherProgram: string, count: number) {
  const names: readonly ServerName[] = ['jobgraph', 'other'];
  const launch = {
    configFile: stage.configFile,
    ownConfigFile: stage.ownConfigFile,
    nodeFlags: options.nodeFlags,
    otherProgram,
  };
  const servers = await startServers(shuffled(names), launch);
  try {
    const scripts = await readScripts(servers, options.works, progress);
    await warmUp(stage, servers, scripts, options);
    const pairs: Pair[] = [];
    for (let pair = 0; pair < count; pair++) {
      for (const work of shuffled(options.works)) {
        const cpuMs = new Map<ServerName, number>();
        for (const server of shuffled(servers)) {
          const script = scriptOf(scripts, work, server);
          await run(stage, server, script, work, RUN_UP);
          cpuMs.set(server.name, (await run(stage, server, script, work, { seconds: options.seconds })).cpuMs);
        }
        const [thisMs = Number.NaN, otherMs = Number.NaN] = names.map((name) => cpuMs.get(name));
        pairs.push({ work: work.name, thisMs, otherMs });
      }
    }
    return pairs;
  } finally {
    await stopServers(servers);
  }
}

/** A row for each work: medians, and the median of the pairs' ratios with its 95 % interval. */
export function formatPairs(pairs: readonly Pair[]): string {
  const heading = ['work', 'pairs', 'this ms', 'other ms', 'this / other', '95 %', 'speed (other / this)', '95 %'];
  const rows = Array.from(Map.groupBy(pairs, ({ work }) => work))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([work, each]) => {
      const ratios = each.map(({ thisMs, otherMs }) => thisMs / otherMs);
      const speeds = ratios.map((ratio) => 1 / ratio);
      return [
        work,
        String(each.length),
        medianOf(each.map(({ thisMs }) => thisMs)).toFixed(3),
        medianOf(each.map(({ otherMs }) => otherMs)).toFixed(3),
        ...[ratios, speeds].flatMap((values) => [medianOf(values).toFixed(3), formatInterval(medianInterval(values))]),
      ];
    });
  return formatTable([heading, ...rows]);
}

function formatInterval(interval: Interval | undefined): string {
  return interval === undefined ? 'needs 6 pairs' : interval.map((bound) => bound.toFixed(3)).join(' to ');
}

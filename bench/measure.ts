import type { Options } from './options.js';
import { memoryOf, type Memory } from './proc.js';
import { readScripts, scriptOf, type Script, type Scripts } from './responses.js';
import { startServer, startServers, stopServers, timeStarts, type RunningServer, type ServerName } from './servers.js';
import { stop } from './children.js';
import { progress, run, setBehaviour, shuffled, type LoadResult, type Stage } from './stage.js';
import type { Work, WorkName } from './works.js';

/** One server at one work, measured once. */
export interface Sample extends Omit<LoadResult, 'medianMs' | 'p95Ms'> {
  readonly round: number;
  readonly work: WorkName;
  readonly delayMs: number;
  readonly server: ServerName;
  /** With one connection; absent for bursts and for cold servers. */
  readonly medianMs?: number;
  readonly p95Ms?: number;
}

/** What a server needed over all works together. */
export interface Footprint extends Memory {
  readonly server: ServerName;
  /** From the start of the process to the first response. */
  readonly startMs: number;
}

export interface Measurements {
  /** After the warm-up. */
  readonly warm: readonly Sample[];
  /** The first queries after the start. */
  readonly cold: readonly Sample[];
  readonly footprints: readonly Footprint[];
}

/** Before each measurement: while other servers run, a server's code and data leave the processor's caches. */
export const RUN_UP = { seconds: 0.3 };
/** Without Apollo: its first 2,000 queries take longer than all other measurements, and no target needs them. */
const COLD_SERVERS: readonly ServerName[] = ['jobgraph', 'bare', 'mercurius'];

/** Measures every server at every work, round by round. Within a work the servers take turns in random order. */
export async function measure(stage: Stage, options: Options): Promise<Measurements> {
  progress('starting the servers');
  const launch = {
    configFile: stage.configFile,
    ownConfigFile: stage.ownConfigFile,
    nodeFlags: options.nodeFlags,
  };
  const startMs = await timeStarts(options.servers, launch);
  const servers = await startServers(options.servers, launch);
  try {
    await setBehaviour(stage, { delayMs: 0, isChanging: options.isChanging });
    const scripts = await readScripts(servers, options.works, progress);
    const [warm, cold]: [Sample[], Sample[]] = [[], []];
    const rounds = Array.from({ length: options.rounds }, (_, index) => index + 1);
    // Before the warm-up: after minutes without work a process is slow again.
    for (const round of rounds) cold.push(...(await measureCold(stage, scripts, options, round)));
    await warmUp(stage, servers, scripts, options);
    for (const round of rounds) warm.push(...(await measureWarm(stage, servers, scripts, options, round)));
    return { warm, cold, footprints: servers.map((server) => footprintOf(server, startMs.get(server.name))) };
  } finally {
    await stopServers(servers);
  }
}

/** V8 compiles hot code for several seconds; the larger a program is, the longer. */
export async function warmUp(
  stage: Stage,
  servers: readonly RunningServer[],
  scripts: Scripts,
  { works, warmUpSeconds }: Pick<Options, 'works' | 'warmUpSeconds'>,
): Promise<void> {
  for (const work of works) {
    progress(`warming up with ${work.name}`);
    for (const server of servers) {
      await run(stage, server, scriptOf(scripts, work, server), work, { seconds: warmUpSeconds });
    }
  }
}

async function measureWarm(
  stage: Stage,
  servers: readonly RunningServer[],
  scripts: Scripts,
  { works, delaysMs, isChanging, seconds, rounds }: Options,
  round: number,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const delayMs of delaysMs) {
    await setBehaviour(stage, { delayMs, isChanging });
    for (const work of works) {
      progress(`round ${round} of ${rounds}: ${work.name} at ${delayMs} ms`);
      for (const server of shuffled(servers)) {
        const script = scriptOf(scripts, work, server);
        await run(stage, server, script, work, RUN_UP);
        const loaded = withoutLatencies(await run(stage, server, script, work, { seconds }));
        const alone = await latencies(stage, server, script, work, seconds / 2);
        samples.push({ ...loaded, ...alone, round, delayMs, work: work.name, server: server.name });
      }
    }
  }
  return samples;
}

async function latencies(stage: Stage, server: RunningServer, script: Script, work: Work, seconds: number) {
  if (work.burst !== undefined) return {};
  const { medianMs, p95Ms } = await run(stage, server, script, work, { seconds }, 1);
  return { medianMs, p95Ms };
}

/** Each work gets a process of its own, whose first queries are measured. */
async function measureCold(stage: Stage, scripts: Scripts, options: Options, round: number): Promise<Sample[]> {
  const { isChanging, works, coldQueries, nodeFlags } = options;
  const launch = { configFile: stage.configFile, ownConfigFile: stage.ownConfigFile, nodeFlags };
  if (coldQueries === 0) return [];
  const samples: Sample[] = [];
  await setBehaviour(stage, { delayMs: 0, isChanging });
  for (const work of works.filter(({ burst }) => burst === undefined)) {
    progress(`round ${round} of ${options.rounds}: ${work.name}, cold`);
    for (const name of shuffled(options.servers.filter((each) => COLD_SERVERS.includes(each)))) {
      const server = await startServer(name, launch);
      try {
        const script = scriptOf(scripts, work, server);
        const cold = withoutLatencies(await run(stage, server, script, work, { requests: coldQueries }));
        samples.push({ ...cold, round, delayMs: 0, work: work.name, server: name });
      } finally {
        await stop(server.child);
      }
    }
  }
  return samples;
}

/** At 16 connections on one core a latency says how long the queue was. */
function withoutLatencies({ medianMs: _, p95Ms: __, ...run }: LoadResult) {
  return run;
}

function footprintOf({ name, child }: RunningServer, startMs = Number.NaN): Footprint {
  return { server: name, ...memoryOf(child.pid), startMs };
}

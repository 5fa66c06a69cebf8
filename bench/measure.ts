import { ask, type Child } from './children.js';
import type { Script } from './answers.js';
import type { LoadOrder, LoadReport } from './load/order.js';
import type { Options } from './options.js';
import { cpuMs } from './proc.js';
import type { PeerName, RunningPeer } from './servers.js';
import type { Behaviour, UpstreamReport } from './upstream/main.js';
import type { Work, WorkName } from './works.js';

/** One server at one work, measured once. */
export interface Sample {
  readonly round: number;
  readonly work: WorkName;
  readonly delayMs: number;
  readonly peer: PeerName;
  readonly perSecond: number;
  /** Processor time of the server, per query. */
  readonly cpuMs: number;
  readonly calls: number;
  /** With one connection; absent for bursts. */
  readonly medianMs: number | undefined;
  readonly p95Ms: number | undefined;
  /** Of a core: what the surroundings used meanwhile. */
  readonly upstreamShare: number;
  readonly loadShare: number;
}

export interface Stage {
  readonly upstream: Child;
  readonly load: Child;
  readonly peers: readonly RunningPeer[];
  readonly scripts: ReadonlyMap<WorkName, ReadonlyMap<RunningPeer, Script>>;
}

const CONNECTIONS = 16;
/** Before each measurement, after the others' turns. */
const RUN_UP_S = 0.3;

/** Every server at every work, round by round; within a round the servers take turns in an order drawn anew. */
export async function measure(stage: Stage, options: Options, tell: (text: string) => void): Promise<Sample[]> {
  const { isChanging } = options;
  await warmUp(stage, options, tell);
  const samples: Sample[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    for (const delayMs of options.delaysMs) {
      await behave(stage, { delayMs, isChanging });
      for (const work of options.works) {
        tell(`round ${round} of ${options.rounds}: ${work.name} at ${delayMs} ms`);
        for (const peer of shuffled(stage.peers)) {
          samples.push({ round, delayMs, ...(await measureOnce(stage, work, peer, options.seconds)) });
        }
      }
    }
  }
  return samples;
}

/** Code runs interpreted before it is compiled, and the more of it there is, the longer that takes: several seconds. */
async function warmUp(stage: Stage, options: Options, tell: (text: string) => void): Promise<void> {
  await behave(stage, { delayMs: 0, isChanging: options.isChanging });
  for (const work of options.works) {
    tell(`warming up with ${work.name}`);
    for (const peer of stage.peers) await run(stage.load, toOrder(stage, work, peer, options.warmUpSeconds));
  }
}

async function behave({ upstream }: Stage, behaviour: Behaviour): Promise<void> {
  await ask(upstream, behaviour);
}

async function measureOnce(stage: Stage, work: Work, peer: RunningPeer, seconds: number) {
  const order = toOrder(stage, work, peer, seconds);
  await run(stage.load, { ...order, seconds: RUN_UP_S });
  const before = await snapshot(stage, peer);
  const report = await run(stage.load, order);
  const after = await snapshot(stage, peer);
  const alone = work.burst === undefined && (await run(stage.load, { ...order, connections: 1, seconds: seconds / 2 }));
  return {
    work: work.name,
    peer: peer.name,
    perSecond: report.requests / report.seconds,
    cpuMs: (after.server - before.server) / report.requests,
    calls: (after.calls - before.calls) / report.requests,
    medianMs: alone ? alone.medianMs : undefined,
    p95Ms: alone ? alone.p95Ms : undefined,
    upstreamShare: (after.upstream - before.upstream) / 1000 / report.seconds,
    loadShare: (after.load - before.load) / 1000 / report.seconds,
  };
}

function toOrder(stage: Stage, work: Work, peer: RunningPeer, seconds: number): LoadOrder {
  const script = stage.scripts.get(work.name)?.get(peer);
  if (!script) throw new Error(`${peer.name} was not asked for ${work.name}.`);
  const first = Math.floor(Math.random() * script.bodies.length);
  const connections = work.burst ?? CONNECTIONS;
  return { port: peer.port, ...script, first, connections, seconds, isBurst: work.burst !== undefined };
}

async function snapshot({ upstream, load }: Stage, peer: RunningPeer) {
  const { calls, invalid, refused } = (await ask(upstream, 'report')) as UpstreamReport;
  if (invalid > 0 || refused > 0) throw new Error(`The upstream turned ${invalid + refused} calls away.`);
  return { calls, server: cpuMs(peer.child.pid), upstream: cpuMs(upstream.pid), load: cpuMs(load.pid) };
}

async function run(load: Child, order: LoadOrder): Promise<LoadReport> {
  const report = (await ask(load, order)) as LoadReport;
  if (report.wrong > 0) throw new Error(`${report.wrong} of ${report.requests} answers were wrong.`);
  return report;
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}

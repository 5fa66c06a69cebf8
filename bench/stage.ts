import { fileURLToPath } from 'node:url';
import { call, nextMessage, start, stop, type Child } from './children.js';
import type { LoadOrder, LoadReport, Until } from './load/order.js';
import { cpuMs } from './proc.js';
import type { Script } from './responses.js';
import { writeConfiguration, type RunningServer } from './servers.js';
import type { BenchAccount } from './setting.js';
import type { Behaviour, UpstreamReport } from './upstream/main.js';
import type { Options } from './options.js';
import { fillStore, startStore } from './store-server.js';
import { startCollector } from './telemetry.js';
import type { Work } from './works.js';

/** What all servers have in common: the upstream, the load generator and the configuration file. */
export interface Stage {
  readonly upstream: Child;
  readonly load: Child;
  readonly configFile: string;
  /** With telemetry or a store, for this build alone; `undefined`: it has neither. */
  readonly ownConfigFile: string | undefined;
}

/** One run of the load generator against one server. */
export interface LoadResult {
  readonly requests: number;
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Processor time of the server and calls to the upstream, per query. */
  readonly cpuMs: number;
  readonly calls: number;
  /** Share of a core that the upstream and the load generator used. */
  readonly upstreamShare: number;
  readonly loadShare: number;
}

const CONNECTIONS = 16;

export async function withStage<T>(
  { telemetry, hasStore }: Pick<Options, 'telemetry' | 'hasStore'>,
  use: (stage: Stage) => Promise<T>,
): Promise<T> {
  const upstream = start(1, programAt('./upstream/main.js'));
  const load = start(1, programAt('./load/main.js'));
  await using collector = telemetry && (await startCollector(telemetry));
  await using store = hasStore ? await startStore() : undefined;
  try {
    const accounts = (await nextMessage(upstream)) as readonly BenchAccount[];
    const own = { ...collector?.keys, ...store?.keys };
    const ownConfigFile = collector || store ? writeConfiguration(accounts, own) : undefined;
    // With one call at a time for each of many accounts, all of them together do not overload the database.
    if (store) await fillStore(writeConfiguration(accounts, store.keys, 1));
    return await use({ upstream, load, configFile: writeConfiguration(accounts), ownConfigFile });
  } finally {
    await Promise.all([stop(load), stop(upstream)]);
  }
}

export async function setBehaviour({ upstream }: Stage, behaviour: Behaviour): Promise<void> {
  await call(upstream, behaviour);
}

/** Loads one server with one work. Throws if a response or a signature is wrong. */
export async function run(
  stage: Stage,
  server: RunningServer,
  script: Script,
  work: Work,
  until: Until,
  connections = CONNECTIONS,
): Promise<LoadResult> {
  const order: LoadOrder = {
    ...script,
    port: server.port,
    first: Math.floor(Math.random() * script.bodies.length),
    connections: work.burst ?? connections,
    until,
    isBurst: work.burst !== undefined,
  };
  const before = await snapshot(stage, server);
  const report = (await call(stage.load, order)) as LoadReport;
  const after = await snapshot(stage, server);
  const { requests, seconds, wrong, medianMs, p95Ms } = report;
  if (wrong > 0) throw new Error(`${wrong} of ${requests} responses of ${server.name} to ${work.name} were wrong.`);
  return {
    requests,
    perSecond: requests / seconds,
    medianMs,
    p95Ms,
    cpuMs: (after.server - before.server) / requests,
    calls: (after.calls - before.calls) / requests,
    upstreamShare: (after.upstream - before.upstream) / 1000 / seconds,
    loadShare: (after.load - before.load) / 1000 / seconds,
  };
}

async function snapshot({ upstream, load }: Stage, server: RunningServer) {
  const { calls, invalid, failed } = (await call(upstream, 'report')) as UpstreamReport;
  if (invalid + failed > 0) throw new Error(`The upstream rejected ${invalid + failed} calls.`);
  return { calls, server: cpuMs(server.child.pid), upstream: cpuMs(upstream.pid), load: cpuMs(load.pid) };
}

export function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}

export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

function programAt(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

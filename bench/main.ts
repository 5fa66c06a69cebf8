import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compareAnswers, readIds, type Script } from './answers.js';
import { isPinned, nextMessage, start, stop } from './children.js';
import { measure } from './measure.js';
import { HELP, readOptions, type Options } from './options.js';
import { memoryOf } from './proc.js';
import { formatReport, toReport } from './report.js';
import { startPeer, stopPeers, timeStarts, writeConfiguration, type RunningPeer } from './servers.js';
import type { BenchAccount } from './setting.js';
import type { Ids, WorkName } from './works.js';

const options = readOptions(process.argv.slice(2));
if (process.platform !== 'linux') throw new Error('The benchmark reads /proc: it runs on Linux only.');
if (options) await bench(options);
else process.stdout.write(HELP);

async function bench(options: Options): Promise<void> {
  const upstream = start(1, programAt('./upstream/main.js'));
  const load = start(1, programAt('./load/main.js'));
  const peers: RunningPeer[] = [];
  try {
    const config = writeConfiguration((await nextMessage(upstream)) as readonly BenchAccount[]);
    tell('starting the servers');
    const startMs = await timeStarts(options.peers, config, options);
    for (const name of options.peers) peers.push(await startPeer(name, config, options));
    const scripts = await readScripts(peers, options);
    const samples = await measure({ upstream, load, peers, scripts }, options, tell);
    const footprints = peers.map(({ name, child }) => ({
      peer: name,
      ...memoryOf(child.pid),
      startMs: startMs.get(name) ?? Number.NaN,
    }));
    const report = toReport(samples, footprints, options, isPinned);
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
    process.stdout.write(formatReport(report, options));
  } finally {
    await stopPeers(peers);
    await Promise.all([stop(load), stop(upstream)]);
  }
}

async function readScripts(peers: readonly RunningPeer[], { works }: Options) {
  const ids = new Map<RunningPeer, Ids>();
  for (const peer of peers) ids.set(peer, await readIds(peer));
  const scripts = new Map<WorkName, ReadonlyMap<RunningPeer, Script>>();
  for (const work of works) {
    tell(`comparing the answers to ${work.name}`);
    scripts.set(work.name, await compareAnswers(work, peers, ids));
  }
  return scripts;
}

function programAt(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startClouds } from '../src/simulator/index.js';
import { Callers } from './soak/callers.js';
import { misbehave } from './soak/misbehave.js';

/**
 * Asks a real process over simulated clouds that misbehave, and stops and starts it at random moments:
 * `npm run soak -- --minutes 10`. Ends with status 1 if a running request failed, or a stop was not clean.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, port: { type: 'string', default: '4710' } },
});
const until = Date.now() + Number(values.minutes) * 60_000;
const url = `http://127.0.0.1:${values.port}`;
const LONGEST_STOP_MS = 15_000;

const clouds = await startClouds();
clouds.intercept(misbehave);
const folder = await mkdtemp(path.join(tmpdir(), 'jobgraph-soak-'));
const config = path.join(folder, 'jobgraph.config.yaml');
const limits = { requestTimeoutMs: 4000, upstreamTimeoutMs: 1000 };
await writeFile(config, JSON.stringify({ accounts: clouds.accounts, limits, auth: 'none', log: { level: 'error' } }));

const callers = new Callers(url);
const asking = callers.run(12, () => Date.now() < until);
let [lives, unclean] = [0, 0];
while (Date.now() < until) {
  lives++;
  if (!(await live())) unclean++;
}
await asking;
say(`${lives} lives, ${unclean} unclean stops; ${callers.report()}`);
await clouds.close();
process.exitCode = unclean > 0 || callers.failed > 0 ? 1 : 0;

/** One life of the process, from its start to its end; whether it ended as it should. */
async function live(): Promise<boolean> {
  const words = ['dist/main.js', 'serve', '--config', config, '--port', values.port];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  await once(child.stdout, 'data');
  callers.open();
  const lifeMs = Math.min(15_000 + Math.random() * 45_000, Math.max(1000, until - Date.now()));
  await watch(child, lifeMs);
  callers.close();
  const stopping = Date.now();
  child.kill('SIGTERM');
  await Promise.race([exit, delay(LONGEST_STOP_MS)]);
  const tookMs = Date.now() - stopping;
  say(`life ${lives}: status ${String(child.exitCode)}, ${tookMs} ms after SIGTERM`);
  if (child.exitCode === null) child.kill('SIGKILL');
  await exit;
  return child.exitCode === 0;
}

/** Tells the process's memory every five seconds. */
async function watch(child: ChildProcess, lifeMs: number): Promise<void> {
  const end = Date.now() + lifeMs;
  const sizes: string[] = [];
  while (Date.now() < end) {
    await delay(Math.min(5000, end - Date.now()));
    sizes.push(await residentMegabytes(child.pid));
  }
  say(`life ${lives}: resident MB every 5 s: ${sizes.join(' ')}; ${callers.report()}`);
}

async function residentMegabytes(pid = 0): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024).toFixed(0);
}

function say(line: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

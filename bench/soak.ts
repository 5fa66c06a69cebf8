import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startClouds } from '../src/simulator/index.js';
import { Callers } from './soak/callers.js';
import { isFlat, measure, type Held } from './soak/memory.js';
import { failAtRandom } from './soak/random-failures.js';
import { createQueries } from './soak/queries.js';
import { startServer, stopServer } from './soak/server.js';

/**
 * Sends queries to two processes over simulated clouds with random failures, `npm run soak -- --minutes 10`. One process is
 * stopped and started at random times. The other runs all the time, and its memory must not grow. Ends with status 1 if a
 * request failed, a response was wrong, a stop was not clean, or memory grew.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, port: { type: 'string', default: '4710' } },
});
const until = Date.now() + Number(values.minutes) * 60_000;
const goesOn = () => Date.now() < until;
const CALLERS = 20;
const SAMPLE_MS = 5000;

const clouds = await startClouds();
clouds.intercept(failAtRandom);
const queries = createQueries(clouds);
const folder = await mkdtemp(path.join(tmpdir(), 'jobgraph-soak-'));
const config = path.join(folder, 'jobgraph.config.yaml');
const limits = { requestTimeoutMs: 4000, upstreamTimeoutMs: 1000 };
await writeFile(config, JSON.stringify({ accounts: clouds.accounts, limits, auth: 'none', log: { level: 'error' } }));

const outcomes = await Promise.all([runRestarted(Number(values.port)), runContinuously(Number(values.port) + 1)]);
await clouds.close();
process.exitCode = outcomes.every(Boolean) ? 0 : 1;

/** Runs one process after another, each stopped at a random time. Resolves with whether all went well. */
async function runRestarted(port: number): Promise<boolean> {
  const callers = new Callers(`http://127.0.0.1:${port}`, queries);
  const running = callers.run(CALLERS, goesOn);
  let [runs, unclean] = [0, 0];
  while (goesOn()) {
    runs++;
    const server = await startServer(config, port);
    callers.open();
    await delay(Math.min(2000 + Math.random() * 40_000, Math.max(1000, until - Date.now())));
    callers.close();
    const { isClean, outcome } = await stopServer(server);
    if (!isClean) unclean++;
    print(`run ${runs}: ${outcome}; ${callers.report()}`);
  }
  await running;
  print(`${runs} runs, ${unclean} unclean stops; ${callers.report()}`);
  return unclean === 0 && callers.failed === 0;
}

/** Runs one process all the time. Resolves with whether all went well and its memory did not grow. */
async function runContinuously(port: number): Promise<boolean> {
  const callers = new Callers(`http://127.0.0.1:${port}`, queries);
  const server = await startServer(config, port, true);
  callers.open();
  const running = callers.run(CALLERS, goesOn);
  const samples: Held[] = [];
  while (goesOn()) {
    await delay(Math.min(SAMPLE_MS, Math.max(0, until - Date.now())));
    samples.push(await measure(server.process));
  }
  await running;
  callers.close();
  const { isClean, outcome } = await stopServer(server);
  const list = (name: keyof Held) => samples.map((held) => held[name].toFixed(0)).join(' ');
  print(`continuous run: held MB every 5 s: ${list('heldMb')}`);
  print(`continuous run: resident MB every 5 s: ${list('residentMb')}`);
  print(`continuous run: ${outcome}; memory is ${isFlat(samples) ? '' : 'NOT '}flat; ${callers.report()}`);
  return isClean && callers.failed === 0 && isFlat(samples);
}

function print(line: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

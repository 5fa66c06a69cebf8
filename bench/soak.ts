import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startClouds } from '../src/simulator/index.js';
import { Callers } from './soak/callers.js';
import { isFlat, measure, type Held } from './soak/memory.js';
import { misbehave } from './soak/misbehave.js';
import { questionsAbout } from './soak/questions.js';
import { startServer, stopServer } from './soak/server.js';

/**
 * Asks two real processes over simulated clouds that misbehave, `npm run soak -- --minutes 10`: one that is stopped and
 * started at random moments, and one that lives all the time, whose memory must be flat. Ends with status 1 if a running
 * request failed, an answer was wrong, a stop was not clean, or memory grew.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, port: { type: 'string', default: '4710' } },
});
const until = Date.now() + Number(values.minutes) * 60_000;
const goesOn = () => Date.now() < until;
const CALLERS = 20;
const SAMPLE_MS = 5000;

const clouds = await startClouds();
clouds.intercept(misbehave);
const questions = questionsAbout(clouds);
const folder = await mkdtemp(path.join(tmpdir(), 'jobgraph-soak-'));
const config = path.join(folder, 'jobgraph.config.yaml');
const limits = { requestTimeoutMs: 4000, upstreamTimeoutMs: 1000 };
await writeFile(config, JSON.stringify({ accounts: clouds.accounts, limits, auth: 'none', log: { level: 'error' } }));

const outcomes = await Promise.all([liveAndDie(Number(values.port)), endure(Number(values.port) + 1)]);
await clouds.close();
process.exitCode = outcomes.every(Boolean) ? 0 : 1;

/** One process after another, each stopped at a moment that nobody knows. Whether all was well. */
async function liveAndDie(port: number): Promise<boolean> {
  const callers = new Callers(`http://127.0.0.1:${port}`, questions);
  const asking = callers.run(CALLERS, goesOn);
  let [lives, unclean] = [0, 0];
  while (goesOn()) {
    lives++;
    const server = await startServer(config, port);
    callers.open();
    await delay(Math.min(2000 + Math.random() * 40_000, Math.max(1000, until - Date.now())));
    callers.close();
    const { isClean, said } = await stopServer(server);
    if (!isClean) unclean++;
    say(`life ${lives}: ${said}; ${callers.report()}`);
  }
  await asking;
  say(`${lives} lives, ${unclean} unclean stops; ${callers.report()}`);
  return unclean === 0 && callers.failed === 0;
}

/** One process for all the time. Whether all was well, and its memory did not grow. */
async function endure(port: number): Promise<boolean> {
  const callers = new Callers(`http://127.0.0.1:${port}`, questions);
  const server = await startServer(config, port, true);
  callers.open();
  const asking = callers.run(CALLERS, goesOn);
  const samples: Held[] = [];
  while (goesOn()) {
    await delay(Math.min(SAMPLE_MS, Math.max(0, until - Date.now())));
    samples.push(await measure(server.process));
  }
  await asking;
  callers.close();
  const { isClean, said } = await stopServer(server);
  const list = (name: keyof Held) => samples.map((held) => held[name].toFixed(0)).join(' ');
  say(`one long life: held MB every 5 s: ${list('heldMb')}`);
  say(`one long life: resident MB every 5 s: ${list('residentMb')}`);
  say(`one long life: ${said}; memory is ${isFlat(samples) ? '' : 'NOT '}flat; ${callers.report()}`);
  return isClean && callers.failed === 0 && isFlat(samples);
}

function say(line: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AccountState, type JobChange, startClouds } from '../../src/simulator/index.js';
import { measure } from '../soak/memory.js';
import { type Server, startServer, stopServer } from '../soak/server.js';
import { type Subscriber, TRANSPORTS } from './connect.js';
import { Delays } from './delays.js';

/**
 * 1,000 subscribers of one server process, over each transport: upstream calls, memory, and the delay of changes while
 * every tenth subscriber does not read. `npm run bench:subscribers`.
 */
const SUBSCRIBERS = 1000;
/** One in ten stops reading. */
const SLOW = SUBSCRIBERS / 10;
const CALLS_MS = 20_000;
/** Changes that fill the buffers of a socket, each of about 200 kB. */
const FILLING = 25;
const FILLING_MS = 6000;
/** A server waits ten seconds for a subscriber that does not read. */
const STALL_MS = 12_000;
const SMALL = 'subscription { clusterJobChanges { cursor kind job { id nativeId status } } }';
/** Events of about 200 kB, of an account that the others have not subscribed to. */
const wideOf = (account: string) =>
  `subscription { clusterJobChanges(filter: { accounts: ["${account}"] }) { cursor ${[1, 2, 3, 4, 5]
    .map((index) => `job${index}: job { failureReason }`)
    .join(' ')} } }`;
const REASON = 'The disk is full. '.repeat(2200);
const smallOf = (account: string) => SMALL.replace('Changes {', `Changes(filter: { accounts: ["${account}"] }) {`);

const folder = mkdtempSync(join(tmpdir(), 'jobgraph-subscribers-'));
const file = join(folder, 'jobgraph.db');
const config = join(folder, 'jobgraph.config.yaml');
const clouds = await startClouds({
  size: { cssClusters: 2, cssLargest: 50, dwsClusters: 1, dwsLargest: 20, qingCloudClusters: 2, qingCloudJobs: 20 },
});
const ofCloud = (cloud: AccountState['cloud']) => demand(clouds.states.find((state) => state.cloud === cloud));
const [quick, other] = [ofCloud('qingcloud'), ofCloud('css')];
writeFileSync(
  config,
  JSON.stringify({
    accounts: clouds.accounts.map((account) => ({ ...account, rate: { requests: 20, perSeconds: 1 } })),
    store: { sqlite: file, refreshSeconds: 1 },
    limits: {
      subscriptions: 2 * SUBSCRIBERS,
      concurrency: SUBSCRIBERS,
      aliases: 1000,
      cost: 1_000_000,
      tokens: 50_000,
    },
    auth: 'none',
    log: { level: 'error' },
  }),
);

const missed: string[] = [];
for (const [name, subscribe] of Object.entries(TRANSPORTS)) {
  const port = 4720 + Object.keys(TRANSPORTS).indexOf(name);
  const server = await startServer(config, port, true);
  try {
    print(`${name}, ${SUBSCRIBERS} subscribers`);
    await measureTransport(server, (query, receive) => subscribe({ port, query }, receive));
  } finally {
    await stopServer(server);
    for (const suffix of ['', '-wal', '-shm', '-lock']) rmSync(file + suffix, { force: true });
  }
}
await clouds.close();
rmSync(folder, { recursive: true });
process.exitCode = missed.length > 0 ? 1 : 0;

type Subscribe = (query: string, receive: (nativeId: string) => void) => Promise<Subscriber>;

async function measureTransport(server: Server, subscribe: Subscribe): Promise<void> {
  const delays = new Delays(file, SUBSCRIBERS - SLOW);
  const query = smallOf(quick.name);
  const [first] = await open(1, subscribe, query, delays.receive);
  // The first readings, and the code that runs hot, are no part of the memory of a subscriber.
  const warm = await open(100, subscribe, query, delays.receive);
  await sleep(5000);
  for (const subscriber of warm) subscriber.close();
  await sleep(2000);
  const callsOfOne = await upstreamCalls();
  const before = await measure(server.process);
  const readers = await open(SUBSCRIBERS - SLOW - 1, subscribe, query, delays.receive);
  const others = await open(SLOW, subscribe, smallOf(other.name), () => undefined);
  await sleep(2000);
  const after = await measure(server.process);
  const callsOfAll = await upstreamCalls();
  const kilobytes = (name: 'heldMb' | 'residentMb') => ((after[name] - before[name]) * 1024) / (SUBSCRIBERS - 1);
  target('memory each', kilobytes('residentMb'), 30, `kB resident, ${kilobytes('heldMb').toFixed(1)} kB in the heap`);
  target('upstream calls', callsOfAll / callsOfOne, 1.2, `x those of one (${callsOfAll} and ${callsOfOne} in 20 s)`);
  const change = () => insert(quick);
  await delays.measure('delay while all read', change);
  for (const subscriber of others) subscriber.close();
  const slow = await open(SLOW, subscribe, wideOf(other.name), () => undefined);
  for (const subscriber of slow) subscriber.pause();
  // What they do not read fills the buffers of their sockets: then the server waits for them.
  for (let job = 0; job < FILLING; job++) insert(other, { reason: REASON, outcome: 'failed', finishesAt: Date.now() });
  await sleep(FILLING_MS);
  const ratio = await delays.measure('delay while a tenth does not read', change);
  target('longest delay', ratio, 2, 'x the median of its change');
  await sleep(STALL_MS);
  const ends = await Promise.all(slow.map((subscriber) => subscriber.ended(15_000)));
  print(`  the slow ones: ${[...Map.groupBy(ends, String)].map(([end, all]) => `${all.length} ${end}`).join(', ')}`);
  for (const subscriber of [first, ...readers]) subscriber?.close();
}

async function open(count: number, subscribe: Subscribe, query: string, receive: (nativeId: string) => void) {
  const subscribers: Subscriber[] = [];
  for (let done = 0; done < count; done += 50) {
    const some = Array.from({ length: Math.min(50, count - done) }, () => subscribe(query, receive));
    subscribers.push(...(await Promise.all(some)));
  }
  return subscribers;
}

async function upstreamCalls(): Promise<number> {
  clouds.calls.reset();
  await sleep(CALLS_MS);
  return clouds.calls.count();
}

/** Prints a figure and what is allowed. */
function target(title: string, value: number, most: number, unit: string): void {
  const isMet = value <= most;
  if (!isMet) missed.push(title);
  print(`  ${title}: ${value.toFixed(2)} ${unit}; allowed ${most}: ${isMet ? 'met' : 'MISSED'}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function insert(state: AccountState, change: JobChange = {}): string {
  const [scope = ''] = state.scopes();
  const cluster = state.cloud === 'css' ? scope : (state.clusters()[0]?.id ?? '');
  return state.insertJob(scope, [cluster], { startsAt: Date.now(), finishesAt: Infinity, ...change }).key;
}

function demand<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('It does not exist.');
  return value;
}

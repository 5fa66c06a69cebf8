import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../../src/server/logger.js';
import { openStore } from '../../src/app/open-store.js';
import { startClouds } from '../../src/simulator/index.js';
import { configFile, REAL, start } from '../cli/spawning.js';
import { configOf } from '../config/loading.js';
import { Random } from '../paging/random.js';
import { runs } from '../support/long.js';
import { type Change, type Received, TRANSPORTS } from './subscribing.js';

const SIZE = {
  cssClusters: 2,
  cssLargest: 20,
  dwsClusters: 1,
  dwsLargest: 20,
  qingCloudClusters: 2,
  qingCloudJobs: 20,
};
const STEPS = runs(10, 25);
/** JOBGRAPH_SCHEDULES runs more. */
const SCHEDULES = Number(process.env['JOBGRAPH_SCHEDULES'] ?? runs(1, 5));
const STEP_MS = 150;

type Row = readonly [kind: string, id: string | null, before: string | null, status: string];

/** A subscriber that goes away at random and comes back behind its last cursor. */
class Subscriber {
  readonly received: Change[] = [];
  #current: Received | undefined;

  constructor(
    readonly subscribe: (typeof TRANSPORTS)['WebSocket'],
    readonly endpoint: URL,
  ) {}

  leave(): void {
    this.#current?.stop();
    this.received.push(...(this.#current?.changes ?? []));
    this.#current = undefined;
  }

  /** Does nothing while it is subscribed. */
  comeBack(): void {
    if (this.#current && this.#current.end() === undefined) return;
    this.leave();
    this.#current = this.subscribe({ endpoint: this.endpoint }, { after: this.received.at(-1)?.cursor });
  }

  get rows(): readonly Row[] {
    const all = [...this.received, ...(this.#current?.changes ?? [])];
    return all.map(({ kind, previousStatus, job }) => [kind, job.nativeId, previousStatus, job.status]);
  }
}

it.each(Array.from({ length: SCHEDULES }, (_, index) => index + 1))(
  'every change is received once and in order, over kills of the server and reconnections: schedule %i',
  async (seed) => {
    const random = new Random(seed);
    const clouds = await startClouds({ size: SIZE });
    const folder = await mkdtemp(join(tmpdir(), 'jobgraph-schedules-'));
    onTestFinished(async () => {
      await clouds.close();
      await rm(folder, { recursive: true, force: true });
    });
    const yaml = JSON.stringify({
      accounts: clouds.accounts,
      log: { level: 'silent' },
      store: { sqlite: join(folder, 'jobgraph.db'), refreshSeconds: 1 },
    });
    const file = await configFile(yaml);
    const serve = async (port: string) => {
      const child = start(['serve', '--config', file, '--port', port], { main: REAL });
      const [, found = ''] = await child.printed(/:(\d+)\//);
      return { child, port: found };
    };
    let { child, port } = await serve('0');
    const endpoint = new URL(`http://127.0.0.1:${port}/graphql`);
    const subscribers = Object.values(TRANSPORTS).map((subscribe) => new Subscriber(subscribe, endpoint));
    const insert = () => {
      const state = random.pick(clouds.states);
      const scope = random.pick(state.scopes());
      const cluster = random.pick(state.clusters()).id;
      state.insertJob(scope, [state.scopes().includes(cluster) ? scope : cluster], {
        startsAt: Date.now() + random.below(1000),
        finishesAt: Date.now() + random.below(4000),
        outcome: random.pick(['succeeded', 'failed']),
      });
    };
    const isFollowed = () => subscribers.every(({ rows }) => rows.length > 0);
    while (!isFollowed()) {
      for (const subscriber of subscribers) subscriber.comeBack();
      insert();
      await sleep(300);
    }
    for (let step = 0; step < STEPS; step++) {
      insert();
      if (random.chance(0.08)) {
        child.kill('SIGKILL');
        await child.ended;
        ({ child, port } = await serve(port));
      }
      for (const subscriber of subscribers) {
        if (random.chance(0.2)) subscriber.leave();
        else subscriber.comeBack();
      }
      await sleep(STEP_MS);
    }
    await sleep(6000);
    for (const subscriber of subscribers) subscriber.comeBack();
    await sleep(1500);
    child.kill('SIGTERM');
    await child.ended;
    const written = await readWritten(yaml);
    expect(written.length).toBeGreaterThan(STEPS);
    for (const { rows } of subscribers) expect(rows).toEqual(written.slice(-rows.length));
    for (const { rows } of subscribers) expect(rows.length).toBeGreaterThan(STEPS);
  },
);

/** All changes that readings wrote, in their order. */
async function readWritten(yaml: string): Promise<readonly Row[]> {
  const config = configOf(yaml);
  const handle = await openStore(config, createLogger(config.log));
  try {
    const { changes = [] } = (await handle.current?.changesAfter(0, 10_000)) ?? {};
    return changes.map(({ kind, previousStatus, job: { value } }) => [
      kind,
      value.nativeId,
      previousStatus,
      value.status,
    ]);
  } finally {
    await handle.close();
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { openStore } from '../../src/app/open-store.js';
import { createLogger } from '../../src/server/logger.js';
import { type Clouds, startClouds } from '../../src/simulator/index.js';
import { configFile } from '../cli/spawning.js';
import { configOf } from '../config/loading.js';
import { Random } from '../paging/random.js';
import { type Engine, type WrittenChange, writtenAfter } from './engines.js';
import { KilledServers } from './killed-servers.js';
import { KilledSubscriber } from './killed-subscriber.js';
import { expectChains, insertJob, plansFor, SIZE } from './schedule-plans.js';
import { overSse, TRANSPORTS } from './subscribing.js';

/** Time in which all changes are found and received. A credential rests for a minute if its trial may have failed. */
const SETTLE_MS = 180_000;
const DAY_MS = 86_400_000;

/** Clouds, a store, servers and subscribers: all but the clouds are processes that a schedule kills. */
export class ScheduleWorld {
  readonly #tally = new Map<string, number>();
  readonly #clouds: Clouds;
  readonly #engine: Engine;
  readonly #yaml: string;
  readonly #servers: KilledServers;
  readonly #folder: string;
  #subscribers: readonly KilledSubscriber[] = [];
  /** Behind this number the subscribers began. */
  #base = 0;
  #cursor = '';
  /** The changes behind it. */
  readonly #written: WrittenChange[] = [];
  /** Jobs that a reading has to find in their last state. */
  readonly #inserted = new Map<string, string>();

  private constructor(clouds: Clouds, engine: Engine, yaml: string, servers: KilledServers, folder: string) {
    this.#clouds = clouds;
    this.#engine = engine;
    this.#yaml = yaml;
    this.#servers = servers;
    this.#folder = folder;
  }

  static async open(engine: Engine): Promise<ScheduleWorld> {
    const clouds = await startClouds({ size: SIZE });
    const accounts = clouds.accounts.map((account) => ({ ...account, rate: { requests: 100, perSeconds: 1 } }));
    const store = { ...engine.store, refreshSeconds: 1 };
    const yaml = JSON.stringify({ accounts, store, log: { level: 'silent' } });
    const servers = new KilledServers(await configFile(yaml));
    const folder = await mkdtemp(join(tmpdir(), 'jobgraph-world-'));
    const world = new ScheduleWorld(clouds, engine, yaml, servers, folder);
    for (let index = 0; index < engine.replicas; index++) await servers.add();
    await world.#begin();
    return world;
  }

  async close(): Promise<void> {
    await Promise.all(this.#subscribers.map((subscriber) => subscriber.kill()));
    await this.#servers.killAll();
    await this.#clouds.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Jobs come and change while processes are killed, until all is received that was found. Throws where it is not. */
  async run(random: Random): Promise<void> {
    for (let step = 1 + random.below(4); step > 0; step--) {
      await this.#disturb(random);
      await sleep(random.below(100));
    }
    await this.#settle();
  }

  /** Starts the subscribers, all behind one change. */
  async #begin(): Promise<void> {
    // The first reading of a list gives no changes.
    const scopes = this.#clouds.states.flatMap((state) => state.scopes()).length;
    const isRead = `SELECT count(*) AS lists FROM lists WHERE kind = 1 AND read_at > 0`;
    while (Number((await this.#engine.query(isRead))[0]?.['lists']) < scopes) await sleep(50);
    const [endpoint = ''] = this.#servers.endpoints;
    const first = overSse({ endpoint: new URL(endpoint) });
    const newest = () => first.changes.at(-1);
    const random = new Random(0);
    while (!newest()) {
      this.#insert(random);
      await sleep(500);
    }
    first.stop();
    this.#inserted.clear();
    const { cursor = '', kind, previousStatus, job } = newest() ?? {};
    const row = [kind, job?.nativeId, previousStatus, job?.status];
    const written = await writtenAfter(this.#engine, 0);
    this.#base = written.find((change) => change.row.join() === row.join())?.sequence ?? Number.NaN;
    this.#cursor = cursor;
    const plans = plansFor(this.#clouds.accounts[0]?.name ?? '');
    this.#subscribers = plans.map((plan) => new KilledSubscriber(plan, this.#folder, this.#servers.endpoints));
    for (const subscriber of this.#subscribers) {
      await subscriber.begin(cursor);
      subscriber.start();
    }
  }

  #count(what: string): void {
    this.#tally.set(what, (this.#tally.get(what) ?? 0) + 1);
  }

  /** One step: something happens to jobs, and perhaps to a process. */
  async #disturb(random: Random): Promise<void> {
    for (let jobs = random.below(4); jobs >= 0; jobs--) this.#insert(random);
    if (random.chance(0.3)) await this.#killSubscriber(random.pick(this.#subscribers));
    if (random.chance(0.15)) await this.#pauseSubscriber(random.pick(this.#subscribers), random.below(200));
    if (random.chance(0.12)) await this.#killServer(random);
    if (random.chance(0.12)) {
      const how = await this.#engine.kill(random);
      if (how !== undefined) this.#count(`PostgreSQL: ${how}`);
    }
  }

  #insert(random: Random): void {
    const [key, status] = insertJob(this.#clouds, random);
    this.#inserted.set(key, status);
  }

  async #killSubscriber(subscriber: KilledSubscriber): Promise<void> {
    this.#count('subscriber');
    await subscriber.kill();
    subscriber.start();
  }

  async #pauseSubscriber(subscriber: KilledSubscriber, ms: number): Promise<void> {
    this.#count('subscriber paused');
    subscriber.signal('SIGSTOP');
    await sleep(ms);
    subscriber.signal('SIGCONT');
  }

  async #killServer(random: Random): Promise<void> {
    this.#count('server');
    await this.#servers.killOne(random);
    if (random.chance(0.8)) await this.#engine.forgetReplicas();
  }

  async #settle(): Promise<void> {
    const deadline = performance.now() + SETTLE_MS;
    for (;;) {
      // What was handled was written before.
      for (const subscriber of this.#subscribers) await subscriber.readLog();
      this.#written.push(...(await writtenAfter(this.#engine, this.#written.at(-1)?.sequence ?? this.#base)));
      const lines = [...this.#unread(), ...this.#unhandled()];
      if (lines.length === 0) return;
      if (performance.now() > deadline) expect(lines).toEqual([]);
      await sleep(150);
    }
  }

  /** Jobs whose last state no reading has found. */
  #unread(): readonly string[] {
    const last = new Map(this.#written.map(({ row: [, nativeId, , status] }) => [nativeId, status]));
    for (const [key, status] of this.#inserted) if (last.get(key) === status) this.#inserted.delete(key);
    return [...this.#inserted].map(([key, status]) => `${key} is not ${status} but ${last.get(key)}`);
  }

  #unhandled(): readonly string[] {
    return this.#subscribers.flatMap((subscriber, index) => {
      expect(subscriber.hasEnded).toBe(false);
      const expected = subscriber.expected(this.#written);
      const handled = subscriber.handled(expected);
      return handled === expected.length ? [] : [`subscriber ${index} has ${handled} of ${expected.length}`];
    });
  }

  /** Of subscribers that come back after more than seven days: one behind the oldest change, one behind the newest. */
  async comeBackLate(): Promise<readonly (readonly unknown[])[]> {
    await this.#servers.killAll();
    await this.#engine.query(`UPDATE changes SET at = at - ${8 * DAY_MS}`);
    const config = configOf(this.#yaml);
    const handle = await openStore(config, createLogger(config.log));
    await handle.current?.expire(0, Date.now() - 7 * DAY_MS);
    const newest = this.#subscribers[0]?.cursor();
    await handle.close();
    const endpoint = new URL(await this.#servers.add());
    return Promise.all(
      Object.values(TRANSPORTS).flatMap((subscribe) =>
        [this.#cursor, newest].map(async (after) => {
          const received = subscribe({ endpoint }, { after });
          await Promise.race([received.ended, sleep(1000)]);
          return received.errors;
        }),
      ),
    );
  }

  /** All changes, read once more: none may have been written behind another one. Returns how much happened. */
  async check(): Promise<string> {
    expect(await writtenAfter(this.#engine, this.#base)).toEqual(this.#written);
    expectChains(this.#written);
    return this.report();
  }

  report(): string {
    const kinds = [...this.#tally].map(([what, count]) => `${what} ${count}`).join(', ');
    return `${this.#written.length} changes; ${kinds}`;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Random } from '../paging/random.js';
import type { Replica, ReplicaFleet } from './fleet.js';

/** One process, and when it ran by `performance.now`. */
export interface Life {
  /** How many were started before it. */
  readonly number: number;
  readonly replica: Replica;
  readonly startedAt: number;
  /** `Infinity` while it runs. */
  endedAt: number;
}

/** A time without PostgreSQL, until every replica has reached it again. */
export interface Outage {
  readonly from: number;
  until: number;
}

export type Happening = 'kill' | 'stop' | 'outage';

export interface TurmoilOptions {
  /** Replicas that run at a time. */
  readonly count: number;
  readonly random: Random;
  /** The kinds of events; a kind may occur several times. */
  readonly happenings: readonly Happening[];
  /** Milliseconds between two happenings, and of an outage. */
  readonly pauseMs: () => number;
  readonly outageMs?: () => number;
  /** Keys of the configuration of each process. */
  readonly configOf?: (number: number) => object;
  /** Called for each process that has started. */
  readonly started?: (life: Life) => void;
}

/** Processes that are killed, stopped and started at random, over a PostgreSQL server that is stopped and started. */
export class Turmoil {
  readonly lives: Life[] = [];
  readonly outages: Outage[] = [];
  readonly #fleet: ReplicaFleet;
  readonly #options: TurmoilOptions;
  #started = 0;

  constructor(fleet: ReplicaFleet, options: TurmoilOptions) {
    this.#fleet = fleet;
    this.#options = options;
  }

  get running(): readonly Life[] {
    return this.lives.filter(({ endedAt }) => endedAt === Infinity);
  }

  /** Starts all replicas. */
  async begin(): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.count }, () => this.#start()));
  }

  /** Until `performance.now()` is `end`, one thing happens after the other. Ends with all replicas, and PostgreSQL. */
  async run(end: number): Promise<void> {
    const { random, happenings, pauseMs } = this.#options;
    for (;;) {
      await sleep(Math.max(0, Math.min(pauseMs(), end - performance.now())));
      if (performance.now() >= end) return;
      const happening = random.pick(happenings);
      if (happening === 'outage') await this.#stopPostgres();
      else await this.#replace(happening);
    }
  }

  /** PostgreSQL stops; processes may be killed and started meanwhile. */
  async #stopPostgres(): Promise<void> {
    const { random, happenings, outageMs = () => 2000 } = this.#options;
    const outage = { from: performance.now(), until: Infinity };
    this.outages.push(outage);
    await this.#fleet.postgres.stop(random.pick(['immediate', 'fast']));
    const end = performance.now() + outageMs();
    if (happenings.some((one) => one !== 'outage') && random.chance(0.5))
      await this.#replace(random.pick(['kill', 'stop']));
    await sleep(Math.max(0, end - performance.now()));
    await this.#fleet.postgres.start();
    await expect.poll(() => this.running.flatMap(lossOf), { timeout: 20_000, interval: 20 }).toEqual([]);
    outage.until = performance.now();
  }

  async #replace(how: 'kill' | 'stop'): Promise<void> {
    const life = this.#options.random.pick(this.running);
    const before = performance.now();
    await life.replica[how]();
    life.endedAt = how === 'kill' ? before : performance.now();
    await this.#start();
  }

  async #start(): Promise<void> {
    const number = this.#started++;
    const replica = await this.#fleet.start(this.#options.configOf?.(number));
    const life = { number, replica, startedAt: performance.now(), endedAt: Infinity };
    this.lives.push(life);
    this.#options.started?.(life);
  }
}

/** The messages that a replica logged since it lost PostgreSQL; none if it is connected. */
function lossOf({ replica: { child } }: Life): readonly string[] {
  const log = child.stderr();
  const lastOf = (...messages: string[]) => Math.max(...messages.map((message) => log.lastIndexOf(message)));
  const loss = lastOf('PostgreSQL cannot be reached', 'The store cannot be reached');
  return loss > lastOf('PostgreSQL is reachable again', 'The store is open') ? [log.slice(loss)] : [];
}

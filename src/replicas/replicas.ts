import { randomUUID } from 'node:crypto';
import {
  systemClock,
  type CallBudget,
  type Clock,
  type LockoutPolicy,
  type Logger,
  type Rate,
} from '../upstream/index.js';
import { AccountReaders } from './account-readers.js';
import { BudgetBook } from './budget-book.js';
import { CredentialTrial, type CredentialKind } from './credential-trial.js';
import { Session, type SessionListener } from './session.js';

export interface ReplicasOptions {
  readonly url: string;
  readonly schema: string;
  /** How many replicas there may be: known before the database has been reached. */
  readonly expected: number;
  /** Whether this process reads in the background. A command does not. */
  readonly isReader?: boolean;
  readonly logger: Logger;
  readonly clock?: Clock;
}

const BEAT_MS = 1000;

/** The state that this process shares with its replicas in PostgreSQL, so that they act as one towards a provider. */
export class Replicas implements SessionListener {
  readonly readers: AccountReaders;
  readonly #id = randomUUID();
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #session: Session;
  readonly #budgets: BudgetBook;
  readonly #trials = new Map<string, CredentialTrial>();
  readonly #isReader: boolean;
  #seen: readonly string[] = [];
  #seenReaders: readonly string[] = [];
  #expected: number;
  #isAlone = false;
  #timer: NodeJS.Timeout | undefined;

  constructor({ url, schema, expected, isReader = true, logger, clock = systemClock }: ReplicasOptions) {
    this.#isReader = isReader;
    this.#logger = logger;
    this.#clock = clock;
    this.#expected = expected;
    this.#session = new Session({ url, schema }, this);
    this.readers = new AccountReaders(clock, this.#id);
    this.#budgets = new BudgetBook({
      session: this.#session,
      clock,
      replica: () => `${this.#id}/${this.#session.count}`,
      share: () => 1 / this.count,
    });
  }

  /** The replicas that were last seen, this one included; before that, those that are expected. */
  get count(): number {
    return this.#seen.length === 0 ? this.#expected : this.#seen.length;
  }

  get isConnected(): boolean {
    return this.#session.isConnected;
  }

  /** Connects to a database whose schema is up to date. Resolves after the first attempt, whether it succeeds or not. */
  async start(): Promise<void> {
    await this.#session.start();
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS).unref();
  }

  /** The budget of an account. `identity` is the same at every replica. */
  budget(identity: string, rate: Rate | undefined, concurrency: number): CallBudget {
    return this.#budgets.budget(identity, rate, concurrency);
  }

  /** The lockout policy of a credential. `id` identifies it without its secret. */
  lockout(kind: CredentialKind, id: string): LockoutPolicy {
    const key = JSON.stringify([kind, id]);
    const known = this.#trials.get(key);
    if (known) return known;
    const trial = new CredentialTrial({ session: this.#session, clock: this.#clock, replica: this.#id, kind, id });
    this.#trials.set(key, trial);
    return trial;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#budgets.close();
    await this.#session.query('SELECT leave($1)', [this.#id]).catch(() => undefined);
    await this.#session.close();
  }

  async connected(): Promise<void> {
    await Promise.all(this.#trials.values().map((trial) => trial.connected()));
    await this.#beat();
    await this.#budgets.connected();
    if (!this.#session.isConnected) return;
    if (this.#isAlone)
      this.#logger.warn({ replicas: this.count }, 'PostgreSQL is reachable again; the replicas act as one.');
    this.#isAlone = false;
  }

  disconnected(reason: string): void {
    if (!this.#isAlone) {
      this.#logger.warn(
        { replicas: this.count },
        `PostgreSQL cannot be reached (${reason}); until it can, this replica keeps to 1/${this.count} of each rate.`,
      );
    }
    this.#isAlone = true;
    this.#budgets.disconnected();
    for (const trial of this.#trials.values()) trial.disconnected();
  }

  notified(message: unknown): void {
    if (typeof message !== 'object' || message === null) return;
    if ('pause' in message && 'seconds' in message) this.#budgets.paused(message.pause, message.seconds);
    if (!('trial' in message && 'rejected' in message && 'replica' in message)) return;
    if (message.replica === this.#id) return;
    for (const trial of this.#trials.values()) {
      if (trial.credential === message.trial) trial.trialEnded(message.rejected === true);
    }
  }

  /** Once a second: shows that this replica runs, renews what it has, and takes what others have left. */
  async #beat(): Promise<void> {
    this.readers.stopLost();
    if (!this.#session.isConnected) return;
    const requestedAt = this.#clock.elapsed();
    const plan = this.readers.plan(this.#seenReaders);
    const hash = (identity: string) => this.#session.hash(identity);
    try {
      const [row] = await this.#session.query('SELECT * FROM beat($1, $2, $3, $4)', [
        this.#id,
        this.#isReader,
        plan.claims.map(hash),
        plan.releases.map(hash),
      ]);
      this.#seen = textsOf(row?.['replica_ids']);
      this.#seenReaders = textsOf(row?.['reader_ids']);
      const held = new Set(textsOf(row?.['readings']));
      this.readers.confirm(plan, new Set(plan.claims.filter((identity) => held.has(hash(identity)))), requestedAt);
      this.#budgets.tick();
    } catch {
      // The session reports that the database cannot be reached.
    }
  }
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

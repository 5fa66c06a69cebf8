import type { Clock, Rate } from '../upstream/index.js';
import type { Lease, LeaseRequest } from './lease.js';
import type { Row, Session } from './session.js';
import { SharedBudget } from './shared-budget.js';

const LEASE_CALLS = `
SELECT r.account, l.* FROM jsonb_to_recordset($2::jsonb) AS r (
  account text, requests float8, per_seconds float8, held float8, back float8, need float8, ahead float8, spare float8,
  alone float8, pause float8
), LATERAL lease_calls(
  r.account, $1, r.requests, r.per_seconds, r.held, r.back, r.need, r.ahead, r.spare, r.alone, r.pause
) l`;

export interface BudgetBookOptions {
  readonly session: Session;
  readonly clock: Clock;
  /** Identifies this replica; another one for each connection, because what an earlier one has leased is lost. */
  readonly replica: () => string;
  /** The part of each rate that is this replica's while the database cannot be reached. */
  readonly share: () => number;
}

/** The shared budgets of all accounts. Requests of one moment become one statement, and one is under way at a time. */
export class BudgetBook {
  readonly #options: BudgetBookOptions;
  readonly #budgets = new Map<string, SharedBudget>();
  readonly #due = new Set<string>();
  #sending: Promise<void> | undefined;
  #scheduled: NodeJS.Immediate | undefined;

  constructor(options: BudgetBookOptions) {
    this.#options = options;
  }

  /** `identity` is the same at every replica. */
  budget(identity: string, rate: Rate | undefined, concurrency: number): SharedBudget {
    const known = this.#budgets.get(identity);
    known?.configure(rate, concurrency);
    if (known) return known;
    const request = () => {
      this.#request(identity);
    };
    const budget = new SharedBudget({ ...this.#options, rate, concurrency, request });
    this.#budgets.set(identity, budget);
    if (this.#options.session.isConnected) {
      budget.connected();
      request();
    }
    return budget;
  }

  /** Once a second: renews leases before they end. */
  tick(): void {
    for (const [identity, budget] of this.#budgets) {
      budget.tick();
      if (budget.isDue) this.#request(identity);
    }
  }

  /** Leases for all accounts, and learns their pauses. */
  async connected(): Promise<void> {
    for (const [identity, budget] of this.#budgets) {
      budget.connected();
      this.#due.add(identity);
    }
    await this.#send();
  }

  disconnected(): void {
    this.#due.clear();
    for (const budget of this.#budgets.values()) budget.disconnected();
  }

  /** Another replica received a Retry-After. */
  paused(account: unknown, seconds: unknown): void {
    for (const [identity, budget] of this.#budgets) {
      if (this.#options.session.hash(identity) === account) budget.pauseHere(Number(seconds) * 1000);
    }
  }

  /** Returns all leases. */
  async close(): Promise<void> {
    for (const [identity, budget] of this.#budgets) {
      budget.close();
      this.#due.add(identity);
    }
    await this.#send();
  }

  #request(identity: string): void {
    if (!this.#options.session.isConnected) return;
    this.#due.add(identity);
    this.#schedule();
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(() => {
      this.#scheduled = undefined;
      if (!this.#sending) void this.#send();
    });
  }

  /** Sends what is due, once, after the statement that is under way. Further requests of calls do not delay its end. */
  async #send(): Promise<void> {
    while (this.#sending) await this.#sending;
    if (this.#due.size === 0 || !this.#options.session.isConnected) return;
    this.#sending = this.#sendDue();
    try {
      await this.#sending;
    } finally {
      this.#sending = undefined;
      if (this.#due.size > 0) this.#schedule();
    }
  }

  async #sendDue(): Promise<void> {
    const { session, clock, replica } = this.#options;
    const requests = new Map<SharedBudget, LeaseRequest & { readonly account: string }>();
    for (const identity of this.#due) {
      const budget = this.#budgets.get(identity);
      if (budget) requests.set(budget, { account: session.hash(identity), ...budget.toRequest() });
    }
    this.#due.clear();
    // In one order at all replicas, because each account's row stays locked until the statement ends.
    const sorted = [...requests.values()].toSorted((a, b) => (a.account < b.account ? -1 : 1));
    const requestedAt = clock.elapsed();
    try {
      const rows = await session.query(LEASE_CALLS, [replica(), JSON.stringify(sorted)]);
      const leases = new Map(rows.map((row) => [row['account'], toLease(row)]));
      for (const [budget, { account }] of requests) {
        const lease = leases.get(account);
        if (lease) budget.grant(lease, requestedAt);
      }
    } catch {
      // The session reports it, and calls continue with the replica's share.
      for (const [budget, request] of requests) budget.failed(request);
    }
  }
}

function toLease(row: Row): Lease {
  const numberOrNull = (value: unknown) => (value === null ? null : Number(value));
  return {
    granted: Number(row['granted']),
    at_once: Number(row['at_once']),
    first_wait: numberOrNull(row['first_wait']),
    wait_step: numberOrNull(row['wait_step']),
    next_wait: numberOrNull(row['next_wait']),
    pause: Number(row['pause']),
    budget_left: numberOrNull(row['budget_left']),
  };
}

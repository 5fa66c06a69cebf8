import type { AccountConfig } from '../../config/config.js';
import { RateLimiter, systemClock, type Clock } from '../../upstream/index.js';

/**
 * The budgets of a process's accounts across reloads. An account whose settings change, or that is removed and added again,
 * keeps its budget: a new bucket would be full, and with the calls made before it would exceed the provider's rate.
 */
export class AccountBudgets {
  readonly #clock: Clock;
  readonly #budgets = new Map<string, RateLimiter>();

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** The budget of an account, with its present rate. Queries in progress keep to that too. */
  of({ name, rate }: Pick<AccountConfig, 'name' | 'rate'>): RateLimiter {
    const known = this.#budgets.get(name);
    known?.configure(rate);
    const budget = known ?? new RateLimiter(this.#clock, rate);
    this.#budgets.set(name, budget);
    return budget;
  }

  /** Forgets the accounts that are no longer configured and whose budget is whole again. */
  keep(names: ReadonlySet<string>): void {
    for (const [name, budget] of this.#budgets) {
      const isWhole = (budget.left ?? 1) === 1 && !budget.isPaused;
      if (isWhole && !names.has(name)) this.#budgets.delete(name);
    }
  }
}

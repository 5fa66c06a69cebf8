const CAPACITY = 500;
const RETRY_COST = 5;
const TIMEOUT_COST = 10;

/**
 * What an account may spend on retries, as in the standard mode of the AWS SDKs: retries draw on it, successes refill
 * it. In a total outage it allows a hundred retries; after that each call is one attempt.
 */
export class RetryQuota {
  #left = CAPACITY;

  /** Pays for one retry. Returns its cost, to be refunded on success; `undefined` if too little is left. */
  take(afterTimeout: boolean): number | undefined {
    const cost = afterTimeout ? TIMEOUT_COST : RETRY_COST;
    if (cost > this.#left) return undefined;
    this.#left -= cost;
    return cost;
  }

  /** A call succeeded: refunds the cost of its last retry, or one where there was none. */
  refund(cost: number | undefined): void {
    this.#left = Math.min(CAPACITY, this.#left + (cost ?? 1));
  }
}

const CAPACITY = 500;
const RETRY_COST = 5;
const TIMEOUT_COST = 10;

/**
 * What an account may still spend on retries, as in the standard mode of the AWS SDKs: retries draw on it, successes
 * fill it up. In a total outage it allows a hundred retries, and then calls are attempts.
 */
export class RetryQuota {
  #left = CAPACITY;

  /** Pays for one retry and returns its price, to be given back on success; `undefined`: there is not enough. */
  take(afterTimeout: boolean): number | undefined {
    const cost = afterTimeout ? TIMEOUT_COST : RETRY_COST;
    if (cost > this.#left) return undefined;
    this.#left -= cost;
    return cost;
  }

  /** A call succeeded: the price of its last retry comes back, or one where there was none. */
  refund(cost: number | undefined): void {
    this.#left = Math.min(CAPACITY, this.#left + (cost ?? 1));
  }
}

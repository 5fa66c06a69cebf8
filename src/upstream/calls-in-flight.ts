import type { SharedCall } from './single-flight.js';

/**
 * The calls in flight that equal requests may join, by request key. Not a Map, for the reason given at `LinkedList`: it
 * changes with every call and lives as long as the process.
 */
export class CallsInFlight {
  readonly #byKey = Object.create(null) as Record<string, SharedCall | undefined>;

  get(key: string): SharedCall | undefined {
    return this.#byKey[key];
  }

  add(call: SharedCall): void {
    this.#byKey[call.key] = call;
  }

  /** Removes the call, unless another one with its key has taken its place. */
  remove(call: SharedCall): void {
    if (this.#byKey[call.key] === call) Reflect.deleteProperty(this.#byKey, call.key);
  }
}

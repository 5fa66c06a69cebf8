import type { SharedCall } from './single-flight.js';

/**
 * The calls that others may join, by what they ask. Not a Map, for the reason that `Chain` is not a Set: this one
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

  /** Nobody may join it any more; it may have had a successor already, which stays. */
  remove(call: SharedCall): void {
    if (this.#byKey[call.key] === call) Reflect.deleteProperty(this.#byKey, call.key);
  }
}

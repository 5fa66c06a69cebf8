import { atEndOfTick } from '../domain/tick.js';
import type { Lookup } from './by-account.js';

/** The results have the keys' order. Never rejects. */
type Load<Key, Value> = (keys: readonly Key[]) => Promise<readonly Lookup<Value>[]>;

/** Loads the values of one operation: the keys of one tick in one batch, and each key at most once. */
export class BatchLoader<Key, Value> {
  readonly #load: Load<Key, Value>;
  readonly #toId: (key: Key) => string;
  readonly #slots = new Map<string, Slot<Key, Value>>();
  #open: Batch<Key, Value> | undefined;

  /** `toId`: equal for equal keys only. */
  constructor(load: Load<Key, Value>, toId: (key: Key) => string) {
    this.#load = load;
    this.#toId = toId;
  }

  /** The results have the keys' order. Never rejects. */
  async loadMany(keys: readonly Key[]): Promise<readonly Lookup<Value>[]> {
    const slots = keys.map((key) => this.#slotOf(key));
    for (const { loaded } of new Set(slots.map(({ batch }) => batch))) await loaded;
    return slots.map(({ batch, index }) => batch.results[index] ?? null);
  }

  #slotOf(key: Key): Slot<Key, Value> {
    const id = this.#toId(key);
    const known = this.#slots.get(id);
    if (known) return known;
    const batch = (this.#open ??= this.#begin());
    const slot = { batch, index: batch.keys.push(key) - 1 };
    this.#slots.set(id, slot);
    return slot;
  }

  #begin(): Batch<Key, Value> {
    const batch = new Batch<Key, Value>();
    atEndOfTick(() => {
      this.#open = undefined;
      batch.run(this.#load);
    });
    return batch;
  }
}

/** Keys that are loaded together. */
class Batch<Key, Value> {
  readonly keys: Key[] = [];
  results: readonly Lookup<Value>[] = [];
  readonly #completion = Promise.withResolvers<undefined>();

  get loaded(): Promise<undefined> {
    return this.#completion.promise;
  }

  run(load: Load<Key, Value>): void {
    void load(this.keys).then((results) => {
      this.results = results;
      this.#completion.resolve(undefined);
    });
  }
}

interface Slot<Key, Value> {
  readonly batch: Batch<Key, Value>;
  readonly index: number;
}

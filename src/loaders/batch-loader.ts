import { toError } from '../domain/errors.js';
import { atEndOfTick } from '../domain/tick.js';

/** The result of one lookup: `null` where the provider has nothing by this key, an error where it could not be read. */
export type Lookup<Value> = Value | Error | null;

/** Loads keys of one account. The results have the keys' order. */
type Load<Key, Value> = (account: string, keys: readonly Key[]) => Promise<readonly Lookup<Value>[]>;

/** One key and, when its batch is loaded, its result. */
interface Slot<Key, Value> {
  readonly key: Key;
  readonly batch: Batch<Key, Value>;
  result: Lookup<Value>;
}

/** The keys of one account that are loaded together. */
interface Batch<Key, Value> {
  readonly slots: Slot<Key, Value>[];
  readonly loaded: Promise<undefined>;
  readonly resolve: (value: undefined) => void;
}

/**
 * Loads values by key, each key at most once. Keys requested in one tick are loaded together, all accounts at once. If
 * those of one account cannot be loaded, the error is the result of each of them.
 *
 * Instead of the package dataloader, which makes three promises for each key: a list of references has hundreds.
 */
export class BatchLoader<Key extends { readonly account: string }, Value> {
  readonly #load: Load<Key, Value>;
  readonly #nameOf: (key: Key) => string;
  readonly #slots = new Map<string, Slot<Key, Value>>();
  readonly #pending = new Map<string, Batch<Key, Value>>();

  /** `nameOf`: the same text for equal keys. */
  constructor(load: Load<Key, Value>, nameOf: (key: Key) => string) {
    this.#load = load;
    this.#nameOf = nameOf;
  }

  /** The results of some keys, in their order. Never rejects. */
  async loadMany(keys: readonly Key[]): Promise<Lookup<Value>[]> {
    const slots = keys.map((key) => this.#slotOf(key));
    let awaited: Batch<Key, Value> | undefined;
    for (const { batch } of slots) {
      if (batch !== awaited) await batch.loaded;
      awaited = batch;
    }
    return slots.map(({ result }) => result);
  }

  #slotOf(key: Key): Slot<Key, Value> {
    const name = this.#nameOf(key);
    const known = this.#slots.get(name);
    if (known) return known;
    const slot = { key, batch: this.#batchOf(key.account), result: null };
    slot.batch.slots.push(slot);
    this.#slots.set(name, slot);
    return slot;
  }

  #batchOf(account: string): Batch<Key, Value> {
    const pending = this.#pending.get(account);
    if (pending) return pending;
    if (this.#pending.size === 0) {
      atEndOfTick(() => {
        this.#loadPending();
      });
    }
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const batch = { slots: [], loaded: promise, resolve };
    this.#pending.set(account, batch);
    return batch;
  }

  #loadPending(): void {
    const due = [...this.#pending];
    this.#pending.clear();
    for (const [account, batch] of due) void this.#loadBatch(account, batch);
  }

  async #loadBatch(account: string, { slots, resolve }: Batch<Key, Value>): Promise<void> {
    try {
      const results = await this.#load(
        account,
        slots.map(({ key }) => key),
      );
      slots.forEach((slot, index) => (slot.result = results[index] ?? null));
    } catch (error) {
      for (const slot of slots) slot.result = toError(error);
    }
    resolve(undefined);
  }
}

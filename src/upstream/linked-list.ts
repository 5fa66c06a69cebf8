/** One value's place in a list. */
export class ListEntry<T> {
  before: ListEntry<T> | undefined;
  after: ListEntry<T> | undefined;

  constructor(
    readonly value: T,
    readonly list: LinkedList<T>,
  ) {}

  /** Takes the value out of its list, in constant time; does nothing the second time. */
  remove(): void {
    this.list.remove(this);
  }
}

/**
 * Values in insertion order; any of them can be removed in constant time. Used instead of a Set: a long-lived Set that
 * changes often keeps removed values alive, because each outgrown hash table points to its successor and old tables are
 * collected late. That made garbage collection a fifth of all processor time.
 */
export class LinkedList<T> {
  size = 0;
  #first: ListEntry<T> | undefined;
  #last: ListEntry<T> | undefined;

  get first(): ListEntry<T> | undefined {
    return this.#first;
  }

  add(value: T): ListEntry<T> {
    const entry = new ListEntry(value, this);
    entry.before = this.#last;
    if (this.#last === undefined) this.#first = entry;
    else this.#last.after = entry;
    this.#last = entry;
    this.size++;
    return entry;
  }

  remove(entry: ListEntry<T>): void {
    const { before, after } = entry;
    if (before === undefined && this.#first !== entry) return;
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    // A removed entry in old memory must not keep young ones alive.
    entry.before = entry.after = undefined;
    this.size--;
  }
}

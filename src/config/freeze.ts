/** Freezes a value and all that it holds. */
export function freeze<T>(value: T): T {
  // A URL keeps its state elsewhere, and a frozen one breaks on reading.
  if (typeof value !== 'object' || value === null || value instanceof URL || Object.isFrozen(value)) return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

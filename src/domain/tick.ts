const RESOLVED = Promise.resolve();

/** Runs `action` when no promise callback is left to run: what all of them request can then be served together. */
export function atEndOfTick(action: () => void): void {
  void RESOLVED.then(() => {
    process.nextTick(action);
  });
}

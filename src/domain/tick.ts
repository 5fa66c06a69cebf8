const RESOLVED = Promise.resolve();

/** Runs `action` after all pending promise callbacks, so that everything they request can be loaded together. */
export function atEndOfTick(action: () => void): void {
  void RESOLVED.then(() => {
    process.nextTick(action);
  });
}

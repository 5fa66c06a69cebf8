/** Resolves when the tab is visible. A hidden tab sends no requests. */
export async function untilVisible(signal: AbortSignal): Promise<void> {
  while (document.visibilityState === 'hidden') {
    const changed = new Promise((resolve) => {
      document.addEventListener('visibilitychange', resolve, { once: true, signal });
      signal.addEventListener('abort', resolve, { once: true });
    });
    await changed;
    signal.throwIfAborted();
  }
}

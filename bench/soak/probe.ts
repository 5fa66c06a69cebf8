/** Loaded into the process that lives long: tells on demand what it holds once all garbage is gone. */
process.on('message', () => {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ heldMb: (heapUsed + external) / 2 ** 20, residentMb: rss / 2 ** 20 });
});
// The channel must not keep alive a process that was told to stop.
process.channel?.unref();

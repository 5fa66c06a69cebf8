/** Loaded into the measured process: sends its memory after a garbage collection, on request. */
process.on('message', () => {
  // The young generation keeps its size otherwise.
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ heldMb: (heapUsed + external) / 2 ** 20, residentMb: rss / 2 ** 20 });
});
// The channel must not keep the process alive after SIGTERM.
process.channel?.unref();

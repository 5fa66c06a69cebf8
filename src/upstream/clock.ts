/** Time and randomness, passed in so that tests wait for neither. */
export interface Clock {
  /** Milliseconds since 1970 by this machine's clock. */
  now(): number;
  /** Milliseconds since an arbitrary moment; monotonic. */
  elapsed(): number;
  /** Runs `action` once after `ms`; the returned function cancels it. */
  after(ms: number, action: () => void): () => void;
  /** At least 0, less than 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  // Node keeps one list per duration, so many timers of the same duration cost next to nothing.
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
};

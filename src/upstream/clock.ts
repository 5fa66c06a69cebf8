/**
 * Time and chance, passed in so that tests need not wait for either.
 */
export interface Clock {
  /** Milliseconds since 1970, as this machine believes. */
  now(): number;
  /** Milliseconds since some moment; never steps back when the machine's clock is set. */
  elapsed(): number;
  /** Runs `action` once after `ms`; the returned function calls it off. */
  after(ms: number, action: () => void): () => void;
  /** 0 to 1, without 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  // Node keeps one list per duration, so timers of one length, all but free, are the timer wheel.
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
};

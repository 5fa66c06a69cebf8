import { chooseList } from '../../src/sync/choose-list.js';
import { type ChangeRate, observe, rateOf, UNOBSERVED } from '../../src/sync/change-rate.js';
import { shares } from './share.js';

/**
 * Compares policies for the order of background reading: 1,000 lists, 30 of which change 100 times as often as the
 * others, one call a second. With signals, the list of clusters is read once a minute, which costs a call, and shows each
 * cluster in which a job began in the last five minutes. Prints the mean delay from a change to its being read, and the greatest age of a copy.
 */
const LISTS = 1000;
const BUSY = 30;
const BUSY_FACTOR = 100;
const SECONDS = 120_000;
/** The first part is not counted: estimates and ages settle. */
const SETTLING_SECONDS = 60_000;
const SEEDS = [1, 2, 3];
/** Changes a second of a quiet list: one in ten hours, and one in a hundred. */
const QUIET_RATES = [1 / 36_000, 1 / 360_000];

interface List {
  readonly index: number;
  readonly trueRate: number;
  readAt: number;
  /** Times of changes that were not read yet. */
  pending: number[];
  nextChange: number;
  observed: ChangeRate;
  rate: number;
  /** Changes that signals have shown since the last reading. */
  expected: number;
}

const SIGNAL_SECONDS = 60;
const ACTIVE_SECONDS = 300;

type Policy = (lists: readonly List[], now: number) => List | undefined;

function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value = (value + Math.imul(value ^ (value >>> 7), value | 61)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const limits = { leastMs: 10_000, mostMs: 2 * LISTS * 1000 * 0.95 };

const POLICIES: Readonly<Record<string, Policy>> = {
  'in turn': (lists) => lists.reduce((oldest, list) => (list.readAt < oldest.readAt ? list : oldest)),
  'square root, rates known': (lists, now) => {
    for (const list of lists) list.rate = list.trueRate;
    return chooseList(lists, now * 1000, limits);
  },
  'square root, rates estimated': (lists, now) => chooseList(lists, now * 1000, limits),
  'the same with signals': (lists, now) => {
    if (now % SIGNAL_SECONDS > 0) return chooseList(lists, now * 1000, limits);
    for (const list of lists) if ((list.pending.at(-1) ?? -Infinity) > now - ACTIVE_SECONDS) list.expected = 1;
    return undefined;
  },
};

function simulate(policy: Policy, quietRate: number, seed: number) {
  const next = random(seed);
  const exponential = (rate: number) => -Math.log(1 - next()) / rate;
  const lists = Array.from({ length: LISTS }, (_, index): List => {
    const trueRate = index < BUSY ? quietRate * BUSY_FACTOR : quietRate;
    const readAt = -index * 1000;
    return {
      index,
      trueRate,
      readAt,
      pending: [],
      nextChange: exponential(trueRate),
      observed: UNOBSERVED,
      rate: 1,
      expected: 0,
    };
  });
  let delay = 0;
  let seen = 0;
  let oldest = 0;
  let changes = 1;
  let observed = LISTS;
  for (let now = 0; now < SECONDS; now++) {
    const usual = changes / observed;
    for (const list of lists) {
      for (; list.nextChange <= now; list.nextChange += exponential(list.trueRate)) list.pending.push(list.nextChange);
      if (now === 0) list.rate = rateOf(list.observed, usual);
    }
    const list = policy(lists, now);
    if (!list) continue;
    const age = now - list.readAt / 1000;
    if (now > SETTLING_SECONDS) {
      oldest = Math.max(oldest, age);
      for (const changed of list.pending) delay += now - changed;
      seen += list.pending.length;
    }
    list.observed = observe(list.observed, list.pending.length, age);
    changes += list.pending.length;
    observed += age;
    list.rate = rateOf(list.observed, usual);
    list.readAt = now * 1000;
    list.pending = [];
    list.expected = 0;
  }
  return { delay: delay / seen, oldest };
}

const lines = QUIET_RATES.flatMap((quietRate) => {
  const results = Object.entries(POLICIES).map(([name, policy]) => {
    const runs = SEEDS.map((seed) => simulate(policy, quietRate, seed));
    const delay = runs.reduce((sum, run) => sum + run.delay, 0) / runs.length;
    return { name, delay, oldest: Math.max(...runs.map((run) => run.oldest)) };
  });
  const [inTurn, optimum] = results;
  return [
    `quiet lists change every ${Math.round(1 / quietRate / 3600)} h, busy ones every ${Math.round(1 / quietRate / BUSY_FACTOR / 60)} min`,
    ...results.map(
      ({ name, delay, oldest }) =>
        `  ${name.padEnd(30)} mean delay ${delay.toFixed(0).padStart(4)} s (${(delay / (inTurn?.delay ?? 1)).toFixed(2)} of in turn, ` +
        `${(delay / (optimum?.delay ?? 1)).toFixed(2)} of the optimum), oldest copy ${oldest.toFixed(0)} s`,
    ),
  ];
});
process.stdout.write(`${[...lines, ...shares()].join('\n')}\n`);

import type { Summary } from './summary.js';
import type { PeerName } from './servers.js';
import { WORKS, type WorkName } from './works.js';

/** What Jobgraph is held to, and how it does. */
export interface Target {
  readonly name: string;
  readonly value: number;
  readonly bound: number;
  readonly atLeast: boolean;
}

export function isMet({ value, bound, atLeast }: Target): boolean {
  return atLeast ? value >= bound : value <= bound;
}

/** At 16 connections and no delay, as parts of a peer's speed. */
const SPEEDS: readonly (readonly [WorkName, PeerName, number])[] = [
  ['W1', 'bare', 0.55],
  ['W2', 'bare', 0.65],
  ['W2b', 'bare', 0.7],
  ['W3', 'bare', 0.6],
  ['W4', 'bare', 0.65],
  ['W1', 'apollo', 2.5],
  ['W2', 'apollo', 2.5],
  ['W3', 'apollo', 2.5],
  ...WORKS.map(({ name }) => [name, 'mercurius', 0.9] as const),
];

/** At 20 ms and one connection, as multiples of a peer's median. */
const LATENCIES: readonly (readonly [WorkName, PeerName, number])[] = [
  ['W1', 'bare', 1.1],
  ['W2', 'bare', 1.15],
  ['W3', 'mercurius', 1],
];

/** 100 identical queries at once make hardly more calls than one. */
const HANDFUL = 5;

/** The targets that were measured. */
export function readTargets(summary: Summary): Target[] {
  return [...speeds(summary), ...latencies(summary), ...calls(summary), ...memory(summary)].filter(
    ({ value }) => !Number.isNaN(value),
  );
}

function speeds({ ratio }: Summary): Target[] {
  return SPEEDS.flatMap(([work, peer, bound]) => [
    { name: `${work}, requests/s, of ${peer}`, value: ratio(work, 0, peer, 'perSecond'), bound, atLeast: true },
    { name: `${work}, processor time, of ${peer}`, value: 1 / ratio(work, 0, peer, 'cpuMs'), bound, atLeast: true },
  ]);
}

function latencies({ ratio }: Summary): Target[] {
  return LATENCIES.map(([work, peer, bound]) => ({
    name: `${work}, median at 20 ms, of ${peer}`,
    value: ratio(work, 20, peer, 'medianMs'),
    bound,
    atLeast: false,
  }));
}

function calls({ median }: Summary): Target[] {
  return WORKS.map(({ name, feeds, burst }) => {
    const least = median(name, 0, 'bare', 'calls');
    const bound = burst === undefined ? least + feeds : HANDFUL;
    // Of a burst all calls count together.
    const value = median(name, 0, 'jobgraph', 'calls') * (burst ?? 1);
    return { name: `${name}, upstream calls`, value, bound, atLeast: false };
  });
}

function memory({ footprint }: Summary): Target[] {
  const [ours, theirs] = [footprint('jobgraph'), footprint('apollo')];
  const atMost = (name: string, value = Number.NaN, bound = Number.NaN) => ({ name, value, bound, atLeast: false });
  return [
    atMost('peak memory (MB), that of apollo', ours?.peakMb, theirs?.peakMb),
    atMost('memory after the load (MB), that of apollo', ours?.residentMb, theirs?.residentMb),
    atMost('first answer after start (ms)', ours?.startMs, 1000),
  ].filter(({ bound }) => !Number.isNaN(bound));
}

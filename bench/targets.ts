import type { Footprint } from './measure.js';
import type { ServerName } from './servers.js';
import type { Summary } from './summary.js';
import { WORKS, type WorkName } from './works.js';

/** A bound for Jobgraph and its measured value. */
export interface Target {
  readonly name: string;
  readonly value: number;
  readonly bound: number;
  readonly atLeast: boolean;
}

export function isMet({ value, bound, atLeast }: Target): boolean {
  return atLeast ? value >= bound : value <= bound;
}

type Bound = readonly [work: WorkName, server: ServerName, bound: number];

/** At 16 connections and no delay: the server's processor time per query over Jobgraph's, at least. */
const SPEEDS: readonly Bound[] = [
  ['W1', 'bare', 0.6],
  ['W2', 'bare', 0.65],
  ['W2b', 'bare', 0.6],
  ['W3', 'bare', 0.75],
  ['W4', 'bare', 0.85],
  ['W1', 'mercurius', 0.85],
  ['W2', 'mercurius', 0.9],
  ['W2b', 'mercurius', 0.8],
  ['W3', 'mercurius', 1.25],
  ['W4', 'mercurius', 1.1],
];

/** The same for cold servers. */
const COLD_SPEED = 0.8;

/** At 20 ms and one connection: Jobgraph's median latency over the server's, at most. */
const LATENCIES: readonly Bound[] = [
  ['W1', 'bare', 1.05],
  ['W2', 'bare', 1.1],
];

/** Calls for 100 identical queries at once, at most. */
const BURST_CALLS = 5;

/** All targets that were measured. */
export function readTargets(warm: Summary, cold: Summary, footprints: readonly Footprint[]): Target[] {
  return [
    ...speeds(warm),
    ...coldSpeeds(cold),
    ...latencies(warm),
    ...calls(warm),
    ...footprintTargets(footprints),
  ].filter(({ value, bound }) => !Number.isNaN(value) && !Number.isNaN(bound));
}

function speeds({ ratio }: Summary): Target[] {
  return SPEEDS.map(([work, server, bound]) => ({
    name: `${work}, speed by processor time, of ${server}`,
    value: 1 / ratio(work, 0, server, 'cpuMs'),
    bound,
    atLeast: true,
  }));
}

function coldSpeeds({ ratio }: Summary): Target[] {
  return WORKS.map(({ name }) => ({
    name: `${name} cold, speed by processor time, of mercurius`,
    value: 1 / ratio(name, 0, 'mercurius', 'cpuMs'),
    bound: COLD_SPEED,
    atLeast: true,
  }));
}

function latencies({ ratio }: Summary): Target[] {
  return LATENCIES.map(([work, server, bound]) => ({
    name: `${work}, median latency at 20 ms, of ${server}`,
    value: ratio(work, 20, server, 'medianMs'),
    bound,
    atLeast: false,
  }));
}

function calls({ median }: Summary): Target[] {
  return WORKS.map(({ name, feeds, burst }) => {
    const least = median(name, 0, 'bare', 'calls');
    const bound = burst === undefined ? least + feeds : BURST_CALLS;
    // Calls of a burst are counted for all its queries together.
    const value = median(name, 0, 'jobgraph', 'calls') * (burst ?? 1);
    return { name: `${name}, upstream calls`, value, bound, atLeast: false };
  });
}

function footprintTargets(footprints: readonly Footprint[]): Target[] {
  const of = (name: ServerName) => footprints.find(({ server }) => server === name);
  const [jobgraph, apollo] = [of('jobgraph'), of('apollo')];
  const toTarget = (name: string, what: Exclude<keyof Footprint, 'server'>) => ({
    name: `${name}, at most apollo's`,
    value: jobgraph?.[what] ?? Number.NaN,
    bound: apollo?.[what] ?? Number.NaN,
    atLeast: false,
  });
  return [
    toTarget('peak memory (MB)', 'peakMb'),
    toTarget('memory after the load (MB)', 'residentMb'),
    toTarget('first response after start (ms)', 'startMs'),
  ];
}

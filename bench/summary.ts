import type { Sample } from './measure.js';
import type { Memory } from './proc.js';
import type { PeerName } from './servers.js';
import type { WorkName } from './works.js';

export type Measured = 'perSecond' | 'cpuMs' | 'calls' | 'medianMs' | 'p95Ms';

/** How much a server needed, all works together. */
export interface Footprint extends Memory {
  readonly peer: PeerName;
  readonly startMs: number;
}

/** Medians over all rounds. NaN where nothing was measured. */
export interface Summary {
  readonly median: (work: WorkName, delayMs: number, peer: PeerName, what: Measured) => number;
  /** Jobgraph's by the peer's: the median of each round's ratio, so that a busy minute touches both. */
  readonly ratio: (work: WorkName, delayMs: number, peer: PeerName, what: Measured) => number;
  readonly footprint: (peer: PeerName) => Footprint | undefined;
}

export function summarise(samples: readonly Sample[], footprints: readonly Footprint[]): Summary {
  const of = (work: WorkName, delayMs: number, peer: PeerName) =>
    samples.filter((sample) => sample.work === work && sample.delayMs === delayMs && sample.peer === peer);
  return {
    median: (work, delayMs, peer, what) => medianOf(of(work, delayMs, peer).map((sample) => sample[what])),
    ratio: (work, delayMs, peer, what) => {
      const others = new Map(of(work, delayMs, peer).map((sample) => [sample.round, sample[what]]));
      return medianOf(
        of(work, delayMs, 'jobgraph').map(
          (sample) => (sample[what] ?? Number.NaN) / (others.get(sample.round) ?? Number.NaN),
        ),
      );
    },
    footprint: (peer) => footprints.find((footprint) => footprint.peer === peer),
  };
}

export function medianOf(values: readonly (number | undefined)[]): number {
  const sorted = values.filter((value): value is number => Number.isFinite(value)).sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

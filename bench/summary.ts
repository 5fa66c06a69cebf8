import type { Sample } from './measure.js';
import type { ServerName } from './servers.js';
import { medianOf } from './statistics.js';
import type { WorkName } from './works.js';

export type Measured = 'perSecond' | 'cpuMs' | 'calls' | 'medianMs' | 'p95Ms';

/** Medians over all rounds; NaN without measurements. */
export interface Summary {
  readonly median: (work: WorkName, delayMs: number, server: ServerName, what: Measured) => number;
  /** Jobgraph's value over the other server's: the median of each round's ratio, so that a busy minute affects both. */
  readonly ratio: (work: WorkName, delayMs: number, server: ServerName, what: Measured) => number;
}

export function summarise(samples: readonly Sample[]): Summary {
  const of = (work: WorkName, delayMs: number, server: ServerName) =>
    samples.filter((sample) => sample.work === work && sample.delayMs === delayMs && sample.server === server);
  return {
    median: (work, delayMs, server, what) => medianOf(of(work, delayMs, server).map((sample) => sample[what])),
    ratio: (work, delayMs, server, what) => {
      const others = new Map(of(work, delayMs, server).map((sample) => [sample.round, sample[what]]));
      return medianOf(
        of(work, delayMs, 'jobgraph').map(
          (sample) => (sample[what] ?? Number.NaN) / (others.get(sample.round) ?? Number.NaN),
        ),
      );
    },
  };
}

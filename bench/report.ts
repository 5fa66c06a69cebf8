import type { Sample } from './measure.js';
import type { Options } from './options.js';
import { summarise, type Footprint, type Summary } from './summary.js';
import { formatTable } from './table.js';
import { isMet, readTargets, type Target } from './targets.js';

export interface Report {
  readonly when: string;
  readonly node: string;
  readonly isPinned: boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly samples: readonly Sample[];
  readonly footprints: readonly Footprint[];
  readonly targets: readonly (Target & { readonly isMet: boolean })[];
}

export function toReport(
  samples: readonly Sample[],
  footprints: readonly Footprint[],
  options: Options,
  isPinned: boolean,
): Report {
  const targets = readTargets(summarise(samples, footprints)).map((target) => ({ ...target, isMet: isMet(target) }));
  const { rounds, seconds } = options;
  return {
    when: new Date().toISOString(),
    node: process.version,
    isPinned,
    rounds,
    seconds,
    samples,
    footprints,
    targets,
  };
}

export function formatReport(report: Report, options: Options): string {
  const summary = summarise(report.samples, report.footprints);
  const busiest = (share: 'upstreamShare' | 'loadShare') => Math.max(...report.samples.map((sample) => sample[share]));
  return [
    formatTable(measurements(summary, options)),
    formatTable([
      ['server', 'peak MB', 'MB after the load', 'first answer ms'],
      ...report.footprints.map(toFootprintRow),
    ]),
    `Upstream: at most ${percent(busiest('upstreamShare'))} of a core; load generator: ${percent(busiest('loadShare'))}.`,
    ...(report.isPinned ? [] : ['Nothing was pinned to a core (no taskset, or one core): take the ratios with care.']),
    '',
    ...(report.targets.length === 0 ? [] : [formatTable([TARGETS, ...report.targets.map(toTargetRow)])]),
  ].join('\n');
}

const TARGETS = ['target', 'is', 'should be', ''];

function measurements({ median }: Summary, { works, delaysMs, peers }: Options): string[][] {
  const rows = [['work', 'delay', 'server', 'requests/s', 'cpu ms/query', 'median ms', 'p95 ms', 'calls/query']];
  for (const delayMs of delaysMs) {
    for (const { name } of works) {
      for (const peer of peers) {
        const of = (what: Parameters<typeof median>[3], digits: number) =>
          fixed(median(name, delayMs, peer, what), digits);
        rows.push([
          name,
          String(delayMs),
          peer,
          ...[of('perSecond', 0), of('cpuMs', 3), of('medianMs', 2), of('p95Ms', 2), of('calls', 2)],
        ]);
      }
    }
  }
  return rows;
}

function toFootprintRow({ peer, peakMb, residentMb, startMs }: Footprint): string[] {
  return [peer, ...[peakMb, residentMb, startMs].map((value) => fixed(value, 0))];
}

function toTargetRow(target: Target): string[] {
  const { name, value, bound, atLeast } = target;
  return [name, fixed(value, 2), `${atLeast ? '>=' : '<='} ${fixed(bound, 2)}`, isMet(target) ? 'met' : 'NOT MET'];
}

function fixed(value: number, digits: number): string {
  return Number.isNaN(value) ? '-' : value.toFixed(digits);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

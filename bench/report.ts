import type { Footprint, Measurements } from './measure.js';
import type { Options } from './options.js';
import type { ServerName } from './servers.js';
import { summarise, type Measured, type Summary } from './summary.js';
import { formatTable } from './table.js';
import { isMet, readTargets, type Target } from './targets.js';
import type { WorkName } from './works.js';

export interface Report extends Measurements {
  readonly when: string;
  readonly node: string;
  readonly isPinned: boolean;
  readonly isChanging: boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly targets: readonly (Target & { readonly isMet: boolean })[];
}

export function toReport(measurements: Measurements, options: Options, isPinned: boolean): Report {
  const { warm, cold, footprints } = measurements;
  const { isChanging, rounds, seconds } = options;
  const targets = readTargets(summarise(warm), summarise(cold), footprints);
  return {
    when: new Date().toISOString(),
    node: process.version,
    isPinned,
    isChanging,
    rounds,
    seconds,
    ...measurements,
    targets: targets.map((target) => ({ ...target, isMet: isMet(target) })),
  };
}

export function formatReport(report: Report, options: Options): string {
  const { warm, cold, footprints, targets } = report;
  const busiest = (share: 'upstreamShare' | 'loadShare') => percent(Math.max(...warm.map((sample) => sample[share])));
  return [
    report.isChanging ? 'No two responses of the upstream were equal.' : 'The upstream repeated its responses.',
    '',
    formatTable([HEADING, ...warmRows(summarise(warm), options), ...coldRows(summarise(cold), options)]),
    formatTable([['server', 'peak MB', 'MB after the load', 'first response ms'], ...footprints.map(toFootprintRow)]),
    `At most ${busiest('upstreamShare')} of a core for the upstream, ${busiest('loadShare')} for the load generator.`,
    ...(report.isPinned ? [] : ['No process was pinned to a core (no taskset, or one core): compare ratios only.']),
    '',
    ...(targets.length === 0 ? [] : [formatTable([TARGETS, ...targets.map(toTargetRow)])]),
  ].join('\n');
}

const HEADING = [
  'work',
  'delay',
  'server',
  'requests/s',
  'cpu ms/query',
  'median ms',
  'p95 ms',
  'calls/query',
  'speed',
];
const TARGETS = ['target', 'is', 'should be', ''];

function warmRows(summary: Summary, { works, delaysMs, servers }: Options): string[][] {
  return delaysMs.flatMap((delayMs) =>
    works.flatMap(({ name }) => servers.map((server) => toRow(summary, [name, delayMs, server], String(delayMs)))),
  );
}

function coldRows(summary: Summary, { works, servers }: Options): string[][] {
  return works
    .flatMap(({ name }) => servers.map((server) => toRow(summary, [name, 0, server], 'cold')))
    .filter((row) => row[3] !== '-');
}

type Cell = readonly [work: WorkName, delayMs: number, server: ServerName];

function toRow({ median, ratio }: Summary, cell: Cell, state: string): string[] {
  const of = (what: Measured, digits: number) => fixed(median(...cell, what), digits);
  const [work, , server] = cell;
  const values = [of('perSecond', 0), of('cpuMs', 3), of('medianMs', 2), of('p95Ms', 2), of('calls', 2)];
  return [work, state, server, ...values, fixed(1 / ratio(...cell, 'cpuMs'), 2)];
}

function toFootprintRow({ server, peakMb, residentMb, startMs }: Footprint): string[] {
  return [server, ...[peakMb, residentMb, startMs].map((value) => fixed(value, 0))];
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

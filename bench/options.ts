import { parseArgs } from 'node:util';
import { SERVERS, type ServerName } from './servers.js';
import { TELEMETRY_MODES, type TelemetryMode } from './telemetry.js';
import { WORKS, type Work } from './works.js';

export interface Options {
  readonly rounds: number;
  /** Pairs of measurements of two builds. */
  readonly pairs: number;
  /** Length of one measurement; latencies are measured for half as long. */
  readonly seconds: number;
  /** Before all measurements, for each server at each work. */
  readonly warmUpSeconds: number;
  /** Queries of a cold measurement; 0: none is made. */
  readonly coldQueries: number;
  readonly delaysMs: readonly number[];
  /** Whether no two responses of the upstream are equal. */
  readonly isChanging: boolean;
  readonly works: readonly Work[];
  readonly servers: readonly ServerName[];
  /** Another built checkout of Jobgraph, to compare this build with. */
  readonly against: string | undefined;
  /** What this build records; `undefined`: nothing. */
  readonly telemetry: TelemetryMode | undefined;
  /** Whether this build has a store in PostgreSQL; the other servers have none. */
  readonly hasStore: boolean;
  /** File for all samples as JSON. */
  readonly json: string | undefined;
  /** For the Node that runs Jobgraph. */
  readonly nodeFlags: readonly string[];
}

export const HELP = `npm run bench -- [options]

Compares Jobgraph with other servers, or with --against two builds of Jobgraph with each other.

  --rounds N          rounds of all measurements, default 3
  --seconds N         length of each measurement, default 2
  --warm-up N         seconds for each server at each work before the first round, default 10 (--against: 5)
  --cold N            the first N queries after a start are measured too, default 2000; 0: none
  --delays 0,20       milliseconds that the upstream takes to respond
  --repeating         the upstream repeats its responses byte for byte; default: no two responses are equal
  --works W1,W2       default: all (--against: all but W5)
  --servers a,b       jobgraph, bare, apollo, mercurius; default: all
  --against DIR       compares this build with that of another checkout (DIR/dist/main.js) in pairs
  --telemetry MODE    this build records metrics, or metrics and traces: metrics, traces
  --store postgres    this build has a store in a PostgreSQL server that is started for it, as replicas have
  --pairs N           pairs for --against, default 20
  --json FILE         writes every sample
  --node-flags FLAGS  for the Node that runs Jobgraph: --node-flags=--cpu-prof
`;

/** `undefined`: the help was requested. */
export function readOptions(words: readonly string[]): Options | undefined {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args: [...words],
    options: {
      rounds: text,
      seconds: text,
      'warm-up': text,
      cold: text,
      delays: text,
      repeating: flag,
      // The default.
      changing: flag,
      works: text,
      servers: text,
      against: text,
      telemetry: text,
      store: text,
      pairs: text,
      json: text,
      'node-flags': text,
      help: { ...flag, short: 'h' },
    },
  });
  if (values.help) return undefined;
  const { against } = values;
  const works = against === undefined ? WORKS : WORKS.filter(({ burst }) => burst === undefined);
  return {
    rounds: Number(values.rounds ?? 3),
    pairs: Number(values.pairs ?? 20),
    seconds: Number(values.seconds ?? 2),
    warmUpSeconds: Number(values['warm-up'] ?? (against === undefined ? 10 : 5)),
    coldQueries: Number(values.cold ?? 2000),
    delaysMs: (values.delays ?? '0,20').split(',').map(Number),
    isChanging: !values.repeating,
    works: chosen(works, (work) => work.name, values.works),
    servers: chosen(SERVERS, (server) => server, values.servers),
    against,
    telemetry: chosen(TELEMETRY_MODES, (mode) => mode, values.telemetry ?? '')[0],
    hasStore: chosen(['postgres'], (engine) => engine, values.store ?? '').length > 0,
    json: values.json,
    nodeFlags: values['node-flags']?.split(' ') ?? [],
  };
}

function chosen<T>(all: readonly T[], nameOf: (one: T) => string, names: string | undefined): readonly T[] {
  if (names === undefined) return all;
  if (names === '') return [];
  return names.split(',').map((name) => {
    const found = all.find((one) => nameOf(one) === name);
    if (found === undefined) throw new Error(`There is no ${name}: choose from ${all.map(nameOf).join(', ')}.`);
    return found;
  });
}

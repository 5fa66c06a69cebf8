import { parseArgs } from 'node:util';
import { PEERS, type JobgraphOptions, type PeerName } from './servers.js';
import { WORKS, type Work } from './works.js';

export interface Options extends JobgraphOptions {
  readonly rounds: number;
  /** Of one measurement; one connection alone is measured for half as long. */
  readonly seconds: number;
  /** Before all measurements, for each server at each work. */
  readonly warmUpSeconds: number;
  readonly delaysMs: readonly number[];
  /** Whether no two answers of the upstream are the same. */
  readonly isChanging: boolean;
  readonly works: readonly Work[];
  readonly peers: readonly PeerName[];
  /** Where the result goes as JSON. */
  readonly json: string | undefined;
}

export const HELP = `npm run bench -- [options]

  --rounds N          3 without it
  --seconds N         of each measurement, 2 without it
  --warm-up N         seconds beforehand for each server at each work, 10 without it
  --delays 0,20       milliseconds that the upstream takes to answer
  --changing          no two answers of the upstream are the same
  --works W1,W2       all without it
  --peers a,b         jobgraph, bare, apollo, mercurius: all without it
  --other FILE        the main.js of another build of Jobgraph, measured beside the others
  --json FILE         writes every sample and every ratio
  --node-flags FLAGS  for the Node that runs Jobgraph: --node-flags=--cpu-prof
`;

/** `undefined`: help was asked for. */
export function readOptions(words: readonly string[]): Options | undefined {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...words],
    options: {
      rounds: text,
      seconds: text,
      'warm-up': text,
      delays: text,
      changing: { type: 'boolean' },
      works: text,
      peers: text,
      json: text,
      other: text,
      'node-flags': text,
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  return {
    rounds: Number(values.rounds ?? 3),
    seconds: Number(values.seconds ?? 2),
    warmUpSeconds: Number(values['warm-up'] ?? 10),
    delaysMs: (values.delays ?? '0,20').split(',').map(Number),
    isChanging: values.changing ?? false,
    works: chosen(WORKS, (work) => work.name, values.works),
    peers: [
      ...chosen(PEERS, (peer) => peer, values.peers),
      ...(values.other === undefined ? [] : (['other'] as const)),
    ],
    other: values.other,
    json: values.json,
    nodeFlags: values['node-flags']?.split(' ') ?? [],
  };
}

function chosen<T>(all: readonly T[], nameOf: (one: T) => string, names: string | undefined): readonly T[] {
  if (names === undefined) return all;
  return names.split(',').map((name) => {
    const found = all.find((one) => nameOf(one) === name);
    if (found === undefined) throw new Error(`There is no ${name}: choose among ${all.map(nameOf).join(', ')}.`);
    return found;
  });
}

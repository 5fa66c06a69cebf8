import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { announcedPort, start, stop, type Child } from './children.js';
import { CONCURRENCY, type BenchAccount } from './setting.js';
import { medianOf } from './summary.js';

/** Jobgraph, and what it is held to: (a), (b) and (c). */
export const PEERS = ['jobgraph', 'bare', 'apollo', 'mercurius'] as const;
/** `other`: another build of Jobgraph, to see what a change is worth. */
export type PeerName = (typeof PEERS)[number] | 'other';

/** How Jobgraph is run. */
export interface JobgraphOptions {
  readonly nodeFlags: readonly string[];
  /** The other build's main.js. */
  readonly other: string | undefined;
}

export interface RunningPeer {
  readonly name: PeerName;
  readonly child: Child;
  readonly port: number;
}

/** The same configuration for all: a file that Jobgraph takes, and from which the others take the accounts. */
export function writeConfiguration(accounts: readonly BenchAccount[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'jobgraph-bench-')), 'bench.config.yaml');
  const config = {
    accounts: accounts.map((account) => ({ ...account, concurrency: CONCURRENCY })),
    limits: { pageSize: 1000 },
    cursorKeys: ['a key that signs the cursors of the benchmark'],
    auth: 'none',
    log: { level: 'warn' },
  };
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** Milliseconds from the start of each server's process to its first answer: medians of some starts in turns. */
export async function timeStarts(
  names: readonly PeerName[],
  config: string,
  options: JobgraphOptions,
): Promise<ReadonlyMap<PeerName, number>> {
  const times = new Map(names.map((name): [PeerName, number[]] => [name, []]));
  for (let turn = 0; turn < STARTS; turn++) {
    for (const [name, measured] of times) {
      const began = performance.now();
      const { child } = await startPeer(name, config, options);
      measured.push(performance.now() - began);
      await stop(child);
    }
  }
  return new Map([...times].map(([name, measured]) => [name, medianOf(measured)]));
}

const STARTS = 5;

/** Starts a server, and waits for its first answer. */
export async function startPeer(name: PeerName, config: string, options: JobgraphOptions): Promise<RunningPeer> {
  const child = startProgram(name, config, options);
  try {
    const port = await announcedPort(child);
    await askJson(port, { query: '{ __typename }' });
    return { name, child, port };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

function startProgram(name: PeerName, config: string, { nodeFlags, other }: JobgraphOptions): Child {
  const program = name === 'other' ? (other ?? '') : programOf(name);
  const isJobgraph = name === 'jobgraph' || name === 'other';
  if (!isJobgraph) return start(0, program, [config]);
  return start(0, program, ['serve', '--config', config, '--port', '0'], nodeFlags);
}

function programOf(name: PeerName): string {
  const path = name === 'jobgraph' ? '../../../dist/main.js' : `./peers/${name}.js`;
  return fileURLToPath(new URL(path, import.meta.url));
}

export async function stopPeers(peers: readonly RunningPeer[]): Promise<void> {
  await Promise.all(peers.map(({ child }) => stop(child)));
}

/** The text of an answer. Throws where it is no success. */
export async function askJson(port: number, request: object): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${text.slice(0, 500)}`);
  return text;
}
